/** Paints text, or leaves it as it is. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

function paint(code: number): (text: string) => string {
  return (text) => `\u001b[${code}m${text}\u001b[0m`;
}

const COLOUR: Style = {
  bold: paint(1),
  dim: paint(2),
  red: paint(31),
  green: paint(32),
  yellow: paint(33),
  cyan: paint(36),
};
const same = (text: string): string => text;
const PLAIN: Style = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };

/** Colour only on a terminal, as NO_COLOR, FORCE_COLOR and git's `color.ui` say. */
export function createStyle(
  isTerminal: boolean,
  env: Readonly<Record<string, string | undefined>>,
  colorUi: () => string | undefined,
): Style {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced === '0' ? PLAIN : COLOUR;
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return PLAIN;
  if (!isTerminal) return PLAIN;
  const setting = colorUi() ?? 'auto';
  return ['false', 'never', 'no', 'off', '0'].includes(setting) || env.TERM === 'dumb' ? PLAIN : COLOUR;
}

/** Whether the locale's characters include those that lines are drawn with. */
export function canDrawLines(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== '');
  return /utf-?8/i.test(locale ?? '');
}
