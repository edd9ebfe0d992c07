import { signOf } from '../lexer/javascript-signs.ts';
import type { JavaScriptSource, Range } from './source.ts';

const [IMPORT, REQUIRE] = [signOf('import'), signOf('require')];

/** Where `require(join(__dirname, name))` and `import(`./routes/${name}.js`)` load from. */
export function computedLoads(source: JavaScriptSource): string[] {
  const found: string[] = [];
  for (let at = 0; at < source.tokens.length; at++) {
    const sign = source.sign(at);
    if (sign !== IMPORT && sign !== REQUIRE) continue;
    if (sign === IMPORT && source.is(at + 1, '.') && source.is(at + 3, '.') && source.is(at + 4, 'glob')) {
      found.push('*');
    }
    if (source.is(at - 1, '.') || !source.is(at + 1, '(')) continue;
    const [value] = source.elements(at + 1);
    if (value === undefined || (source.at(value.from).kind === 'string' && value.to === value.from + 1))
      continue;
    found.push(directoryOf(source, value));
  }
  return found;
}

/** The directory that a computed path begins with; `*` where even that is computed. */
function directoryOf(source: JavaScriptSource, { from, to }: Range): string {
  const texts: string[] = [];
  let here = false;
  for (let at = from; at < to; at++) {
    const { kind, text } = source.at(at);
    if (kind === 'string' || kind === 'template') {
      // What is joined by commas is a directory by itself, what is joined by signs only begins with one.
      const whole = source.is(at + 1, ',');
      texts.push(whole ? `${text}/` : text);
      if (!whole) break;
    } else if (text === '__dirname') here = true;
    else if (kind === 'name' && here && !source.is(at + 1, '(') && !source.is(at + 1, '.')) break;
  }
  const path = texts
    .join('')
    .replace(/\/{2,}/g, '/')
    .replace(/^\//, '');
  const directory = path.slice(0, path.lastIndexOf('/') + 1);
  if (here) return `./${directory}`;
  return path.startsWith('.') ? directory : '*';
}
