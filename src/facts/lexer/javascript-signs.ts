/** What stands at a token, as a small number: its kind, or which sign or well-known word it is. */
export type Sign = number;

/** A name that is not among the words below. */
const WORD: Sign = 1;
export const NUMBER: Sign = 2;
export const STRING: Sign = 3;
export const TEMPLATE: Sign = 4;
export const REGEX: Sign = 5;
export const JSX: Sign = 6;
/** A sign that no reader asks for. */
const ODD: Sign = 7;

/** A sign of one ASCII character is that character; these come behind them. */
const LONG = '=> == === != !== ?. ?? ??= && &&= || ||= ... ++ -- ** **= += -= *= /= %= &= |= ^= ${'.split(
  ' ',
);
const WORDS = [
  'return typeof instanceof in of new delete void throw case do else yield await default extends',
  'if while for with',
  'import export from as const let var function class async this static get set type interface enum',
  'namespace declare abstract readonly private public protected implements require module exports override accessor',
  'switch try catch finally break continue debugger string number boolean any unknown true false null undefined',
  'is satisfies keyof infer unique asserts',
].flatMap((line) => line.split(' '));
const FIRST_LONG = 128;
const FIRST_WORD = FIRST_LONG + LONG.length;

/** Signs and words by their numbers: of these, one text serves all tokens. */
export const TEXTS: readonly string[] = [
  ...Array.from({ length: FIRST_LONG }, (_, code) => String.fromCharCode(code)),
  ...LONG,
  ...WORDS,
];
const BY_TEXT: ReadonlyMap<string, Sign> = new Map(TEXTS.map((text, sign) => [text, sign]));
/** As many as there may be: they are kept in bytes. */
if (TEXTS.length > 256) throw new RangeError('more signs and words than fit into a byte');

/** The number of a word that is well-known; `WORD` for any other one. */
export function wordSign(text: string): Sign {
  const sign = BY_TEXT.get(text) ?? WORD;
  return sign >= FIRST_WORD ? sign : WORD;
}

/** The number of a sign or well-known word. */
export function signOf(text: string): Sign {
  const sign = BY_TEXT.get(text) ?? ODD;
  return sign < 32 ? ODD : sign;
}

export function isWordSign(sign: Sign): boolean {
  return sign === WORD || sign >= FIRST_WORD;
}

/** Tells whether there is a sign, or nothing. */
export function isPunctuation(sign: Sign): boolean {
  return sign === 0 || (sign >= ODD && sign < FIRST_WORD);
}

/** Tells of each number whether it is among some signs and words. */
export function signSet(texts: Iterable<string>): Uint8Array {
  const set = new Uint8Array(256);
  for (const text of texts) set[signOf(text)] = 1;
  set[ODD] = 0;
  return set;
}

/** The longest sign that begins with a character, by the characters behind it. */
export function signAt(text: string, at: number): Sign {
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  switch (code) {
    case 61: // =
      if (next === 62) return ARROW;
      return next === 61 ? (text.charCodeAt(at + 2) === 61 ? EQUAL3 : EQUAL2) : code;
    case 33: // !
      return next === 61 ? (text.charCodeAt(at + 2) === 61 ? UNEQUAL3 : UNEQUAL2) : code;
    case 46: // .
      return next === 46 && text.charCodeAt(at + 2) === 46 ? SPREAD : code;
    case 63: // ?
      if (next === 63) return text.charCodeAt(at + 2) === 61 ? NULLISH_SET : NULLISH;
      return next === 46 && !isDigit(text.charCodeAt(at + 2)) ? OPTIONAL : code;
    case 38: // &
      if (next === 38) return text.charCodeAt(at + 2) === 61 ? AND_SET : AND;
      return next === 61 ? signOf('&=') : code;
    case 124: // |
      if (next === 124) return text.charCodeAt(at + 2) === 61 ? OR_SET : OR;
      return next === 61 ? signOf('|=') : code;
    case 42: // *
      if (next === 42) return signOf(text.charCodeAt(at + 2) === 61 ? '**=' : '**');
      return next === 61 ? signOf('*=') : code;
    case 43: // +
      return next === 43 ? INCREMENT : next === 61 ? signOf('+=') : code;
    case 45: // -
      return next === 45 ? DECREMENT : next === 61 ? signOf('-=') : code;
    case 47: // /
    case 37: // %
    case 94: // ^
      return next === 61 ? signOf(`${TEXTS[code]}=`) : code;
    default:
      return code < 32 || code > 127 ? ODD : code;
  }
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const [ARROW, EQUAL2, EQUAL3, UNEQUAL2, UNEQUAL3] = [
  signOf('=>'),
  signOf('=='),
  signOf('==='),
  signOf('!='),
  signOf('!=='),
];
const [OPTIONAL, NULLISH, NULLISH_SET] = [signOf('?.'), signOf('??'), signOf('??=')];
const [AND, AND_SET, OR, OR_SET] = [signOf('&&'), signOf('&&='), signOf('||'), signOf('||=')];
const [SPREAD, INCREMENT, DECREMENT] = [signOf('...'), signOf('++'), signOf('--')];
