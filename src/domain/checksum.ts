/**
 * Tells bytes from what became of them when a disk or a crash damaged them; no proof against somebody who deceives. Any
 * change within four bytes in a row makes another sum.
 */
export function checksum(bytes: Uint8Array): number {
  // By fours: this runs on all that is read, mostly before V8 has compiled it.
  const whole = bytes.length >> 2;
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  let sum = bytes.length;
  for (const word of new Uint32Array(aligned.buffer, aligned.byteOffset, whole)) sum = mixed(sum, word);
  for (let at = whole * 4; at < bytes.length; at++) sum = mixed(sum, bytes[at] ?? 0);
  return sum >>> 0;
}

function mixed(sum: number, word: number): number {
  return Math.imul(((sum << 5) | (sum >>> 27)) ^ word, 0x9e3779b1);
}
