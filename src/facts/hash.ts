/**
 * Hashes a text to 14 characters that hold 64 bits: enough to tell the parts of one tree apart, not to withstand an
 * attacker, who could as well change the source.
 */
export function hashText(text: string): string {
  let one = 0x811c9dc5;
  let two = 0x9e3779b9;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code ^ (one >>> 15), 0x85ebca6b);
    two = (two << 13) | (two >>> 19);
  }
  one = Math.imul(one ^ (two >>> 16), 0xc2b2ae35);
  two = Math.imul(two ^ (one >>> 13), 0x27d4eb2f);
  return (
    (one >>> 0).toString(32).padStart(7, '0') + ((two ^ (one >>> 16)) >>> 0).toString(32).padStart(7, '0')
  );
}
