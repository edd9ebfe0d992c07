import type { SignedTokens } from '../lexer/signed-writer.ts';
import type { Token } from '../lexer/token.ts';

const HELPER =
  /^(__import(Default|Star)|_?interop(RequireDefault|RequireWildcard|Default|Namespace)|_interop\w*)$/;

function is(tokens: readonly Token[], at: number, text: string): boolean {
  const token = tokens[at];
  return token !== undefined && token.text === text && token.kind !== 'string';
}

/** The index of the `)` of `(0, users_1.list)`, by which compilers call a function without its `this`. */
function bareCall(tokens: readonly Token[], at: number): number | undefined {
  if (!is(tokens, at, '(') || !is(tokens, at + 1, '0') || !is(tokens, at + 2, ',')) return undefined;
  let next = at + 3;
  while (tokens[next]?.kind === 'name' && is(tokens, next + 1, '.')) next += 2;
  return tokens[next]?.kind === 'name' && is(tokens, next + 1, ')') ? next + 1 : undefined;
}

/** The index of the last `)` of `__importDefault(require("x"))`. */
function wrapped(tokens: readonly Token[], at: number): number | undefined {
  const inner = is(tokens, at + 1, '(') && is(tokens, at + 2, 'require') && is(tokens, at + 3, '(');
  if (!inner || !HELPER.test(tokens[at]?.text ?? '') || tokens[at + 4]?.kind !== 'string') return undefined;
  return is(tokens, at + 5, ')') && is(tokens, at + 6, ')') ? at + 6 : undefined;
}

/**
 * Leaves out what compilers put around what people wrote as ES modules: `(0, express_1.default)()` is
 * `express_1.default()`, and `__importDefault(require("x"))`, be it of `tslib`, is `require("x")`.
 */
export function withoutInterop(text: string, signed: SignedTokens): SignedTokens {
  if (!/\(0\s?,|__import|_interop/.test(text)) return signed;
  const { tokens } = signed;
  const kept: number[] = [];
  const dropped = new Set<number>();
  for (let at = 0; at < tokens.length; at++) {
    if (dropped.has(at)) continue;
    const close = bareCall(tokens, at);
    const end = wrapped(tokens, at);
    if (close !== undefined) {
      dropped
        .add(at + 1)
        .add(at + 2)
        .add(close);
    } else if (end !== undefined) {
      // `tslib_1.__importDefault(…)`
      if (is(tokens, at - 1, '.') && tokens[kept.at(-2) ?? -1]?.text.startsWith('tslib')) kept.splice(-2);
      dropped.add(at + 1).add(end);
    } else kept.push(at);
  }
  return {
    tokens: kept.flatMap((at) => tokens[at] ?? []),
    signs: Uint8Array.from(kept, (at) => signed.signs[at] ?? 0),
  };
}
