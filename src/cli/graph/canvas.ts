import { columnsOf } from '../render/columns.ts';

const [UP, RIGHT, DOWN, LEFT] = [1, 2, 4, 8];

/** By the sides that a line leaves a cell through. */
const SOLID = [
  ...' \u2575\u2576\u2514\u2577\u2502\u250c\u251c\u2574\u2518\u2500\u2534\u2510\u2524\u252c\u253c',
];
const DOTTED = SOLID.map((sign) => (sign === '\u2500' ? '\u2504' : sign === '\u2502' ? '\u2506' : sign));
const ASCII = [...' |-+||++-+-+++++'];
const ASCII_DOTTED = ASCII.map((sign) => (sign === '-' ? '.' : sign === '|' ? ':' : sign));

interface Cell {
  sides: number;
  /** Some line through it is no dotted one. */
  solid: boolean;
  /** Stands there instead of lines; empty behind a wide sign or painted text. */
  text: string | undefined;
}

/** Signs of a terminal in rows and columns, with lines that join where they meet. */
export class Canvas {
  readonly #rows: (Cell | undefined)[][] = [];
  readonly #lines: boolean;

  /** @param lines false: ASCII alone */
  constructor(lines: boolean) {
    this.#lines = lines;
  }

  #cell(row: number, column: number): Cell {
    const cells = this.#rows[row] ?? [];
    this.#rows[row] = cells;
    const cell = cells[column] ?? { sides: 0, solid: false, text: undefined };
    cells[column] = cell;
    return cell;
  }

  #join(row: number, column: number, sides: number, solid: boolean): void {
    const cell = this.#cell(row, column);
    cell.sides |= sides;
    cell.solid ||= solid;
  }

  /** A line along a row, both ends included; each end is open to the side that is told. */
  across(row: number, from: number, to: number, solid: boolean): void {
    for (let column = from; column <= to; column++)
      this.#join(row, column, (column > from ? LEFT : 0) | (column < to ? RIGHT : 0), solid);
  }

  down(column: number, from: number, to: number, solid: boolean): void {
    for (let row = Math.min(from, to); row <= Math.max(from, to); row++)
      this.#join(
        row,
        column,
        (row > Math.min(from, to) ? UP : 0) | (row < Math.max(from, to) ? DOWN : 0),
        solid,
      );
  }

  box(row: number, column: number, width: number, height: number): void {
    this.across(row, column, column + width - 1, true);
    this.across(row + height - 1, column, column + width - 1, true);
    this.down(column, row, row + height - 1, true);
    this.down(column + width - 1, row, row + height - 1, true);
  }

  /** @param paint for colours, which take no columns */
  write(row: number, column: number, text: string, paint: (text: string) => string = (plain) => plain): void {
    const columns = columnsOf(text);
    for (let at = 0; at < columns; at++) this.#cell(row, column + at).text = '';
    if (columns > 0) this.#cell(row, column).text = paint(text);
  }

  render(): readonly string[] {
    const [solid, dotted] = this.#lines ? [SOLID, DOTTED] : [ASCII, ASCII_DOTTED];
    return [...this.#rows].map((cells) =>
      [...(cells ?? [])]
        .map((cell) =>
          cell === undefined ? ' ' : (cell.text ?? (cell.solid ? solid : dotted)[cell.sides] ?? ' '),
        )
        .join('')
        .trimEnd(),
    );
  }
}
