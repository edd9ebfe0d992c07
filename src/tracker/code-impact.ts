import type { Detection } from '../changes/detect-changes.ts';
import type { TaskId } from '../domain/id.ts';
import type { Policy } from '../domain/policy.ts';
import type { TaskSummary } from '../domain/task.ts';
import { depthAsked } from '../impact/asked.ts';
import { symbolsAsked } from '../impact/asked-symbols.ts';
import { type Impact, impactsOf } from '../impact/impacts.ts';
import type { Code, Ends } from './code.ts';

/** What happened to the code, and whom that touches. */
export interface CodeImpact extends Detection {
  readonly impacts: readonly Impact[];
}

/** The open tasks that a change may touch. */
export interface Touchable {
  readonly tasks: readonly TaskSummary[];
  readonly ignore: Policy['ignore'];
}

/** What a difference is, and how it is looked at. */
interface Asked {
  readonly ends: Ends;
  /** The task whose work it is, which is never hit by it. */
  readonly cause: TaskId | undefined;
  readonly whole: boolean;
}

/** @param touchable undefined where there is no branch of tasks */
export function codeImpact(
  code: Code,
  touchable: Touchable | undefined,
  { ends, cause, whole }: Asked,
): CodeImpact {
  if (touchable === undefined) return { ...code.detect(ends, whole ? 'facts' : 'nothing'), impacts: [] };
  const { tasks: targets, ignore } = touchable;
  const detection = code.detect(ends, whole ? 'facts' : depthAsked(targets, cause));
  const impacts = impactsOf({
    cause: { id: cause ?? '', resources: [] },
    changes: detection.changes,
    targets,
    ignore,
  });
  return { ...detection, impacts };
}

/** @throws PARSER_MISSING */
export async function lookForSymbols(
  code: Code,
  touchable: Touchable | undefined,
  cause: TaskId | undefined,
): Promise<void> {
  const names = symbolsAsked(touchable?.tasks ?? [], cause);
  const { loadSyntax } = await import('../syntax/syntax.ts');
  code.lookFor({ names, read: await loadSyntax(names.keys()) });
}
