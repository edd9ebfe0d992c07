/** Takes two columns of a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;
/** Takes none: it joins the character before it. */
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u;

function columnsOfOne(sign: string): number {
  return NONE.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1;
}

/** How many columns of a terminal a line takes. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const sign of text) columns += columnsOfOne(sign);
  return columns;
}

/** The beginning of a text that takes no more columns; where something is left out, it ends with the mark. */
export function cutColumns(text: string, most: number, mark: string): string {
  if (columnsOf(text) <= most) return text;
  let left = most - columnsOf(mark);
  let cut = '';
  for (const sign of text) {
    left -= columnsOfOne(sign);
    if (left < 0) break;
    cut += sign;
  }
  return cut.trimEnd() + mark;
}
