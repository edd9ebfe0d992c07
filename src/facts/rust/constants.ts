import type { Findings } from '../findings.ts';
import type { PlainSource } from '../lexer/plain-source.ts';
import type { RustItem } from './items.ts';

/**
 * Keeps the text that a constant of Rust stands for: `const BASE: &str = "/api";`.
 *
 * @param front the modules around it, each with a dot behind it
 */
export function keepConstant(
  source: PlainSource,
  findings: Findings,
  { kind, name, head }: RustItem,
  front: string,
): void {
  if (kind !== 'const' && kind !== 'static') return;
  const value = source.at(head.to - 1);
  if (value.kind === 'string' && source.is(head.to - 2, '='))
    findings.constants.set(front + name, [value.text]);
}
