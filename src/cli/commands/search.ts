import { Findings } from '../../domain/search.ts';
import { parseTerms, type Term } from '../../domain/search-words.ts';
import type { TaskSummary } from '../../domain/task.ts';
import { oneLine, shellQuote } from '../../domain/text.ts';
import { viewNow } from '../answer-tasks.ts';
import { parseCount } from '../arguments.ts';
import type { Call } from '../call.ts';
import { nearestWord } from '../nearest-word.ts';
import { answerHits } from '../render/search-hits.ts';
import { STATES } from '../select-tasks.ts';
import { gather, type Verb } from '../verb.ts';
import { isInState, type View } from '../view.ts';

interface Options {
  readonly all: boolean;
  readonly status: string;
  readonly assignee: string;
  readonly label: readonly string[];
  readonly limit: string;
}

const BEST = 20;
const MOST_TERMS = 32;

export const verb: Verb = {
  arguments: '<words...>',
  examples: ['search login timeout', 'search \'"rate limit"\' --all', 'search users --label api --json'],
  options: (command) =>
    command
      .option('--all', 'closed ones too')
      .option('-s, --status <status>', STATES.join('|'))
      .option('-a, --assignee <name>', 'assigned to or held by')
      .option('-l, --label <label>', 'with this label; may be repeated', gather)
      .option('-n, --limit <n>', `how many, the ${BEST} best unless told`),
  async run(call) {
    const options = call.options<Options>();
    const { status } = options;
    const typed = call.args.join(' ');
    const terms = parseTerms(typed);
    if (terms.length === 0) throw call.usage(`"${oneLine(typed).slice(0, 40)}" has no word to look for`);
    if (terms.length > MOST_TERMS) throw call.usage(`at most ${MOST_TERMS} words can be looked for at once`);
    if (status !== undefined && !STATES.includes(status))
      throw call.usage(
        `"${status}" is not a status`,
        `git task search --status ready ${shellQuote(typed)}`,
        STATES.join(', '),
      );
    const most = options.limit === undefined ? BEST : parseCount(options.limit, '--limit');
    const view = await viewNow(call);
    const lines = await call.tracker.store.searchLines(view.snapshot.tip);
    const findings = new Findings(lines, terms);
    const closed = options.all === true || status === 'completed' || status === 'cancelled';
    const inScope = (tasks: readonly number[]): readonly number[] =>
      closed ? tasks : tasks.filter((task) => findings.isOpen(task));
    const allWhole = filtered(view, findings, findings.whole, options);
    const whole = inScope(allWhole);
    const found = whole.length > 0 ? allWhole : filtered(view, findings, findings.some, options);
    const hits = whole.length > 0 ? whole : inScope(found);
    answerHits(call, view, terms, findings.best(hits, most));
    if (hits.length > 0 && whole.length === 0) call.out.hint(`no task has all of it; these have some`);
    if (hits.length > most) call.out.hint(`${hits.length - most} more: --limit ${hits.length}`);
    const others = found.length - hits.length;
    if (hits.length === 0) call.out.hint(others > 0 ? 'nothing open matches' : 'nothing matches');
    if (others > 0)
      call.out.hint(`${others} closed ${others === 1 ? 'one matches' : 'ones match'} too: --all`);
    if (whole.length === 0 && others === 0) hintNearest(call, lines, terms);
  },
};

/** What `--status`, `--assignee` and `--label` leave; closed tasks are read from git only where one of them was given. */
function filtered(
  view: View,
  findings: Findings,
  found: readonly number[],
  { status, assignee, label = [] }: Partial<Options>,
): readonly number[] {
  if (status === undefined && assignee === undefined && label.length === 0) return found;
  view.snapshot.load(found.filter((task) => !findings.isOpen(task)).map((task) => findings.id(task)));
  const wanted = (task: TaskSummary): boolean =>
    (status === undefined || isInState(view, task, status)) &&
    (assignee === undefined || task.assignee === assignee || task.claim?.by === assignee) &&
    label.every((one) => task.labels.includes(one));
  return found.filter((number) => {
    const task = view.snapshot.summary(findings.id(number));
    return task !== undefined && wanted(task);
  });
}

/** Says of the first word that no task has which one it most likely was. */
function hintNearest(call: Call, lines: Parameters<typeof nearestWord>[0], terms: readonly Term[]): void {
  for (const term of terms) {
    const word = nearestWord(lines, term);
    if (word === undefined) continue;
    const call_ = terms.map((one) => (one === term ? word : one.text)).join(' ');
    call.out.hint(`  "${oneLine(term.text)}" is near "${word}": git task search ${shellQuote(call_)}`);
    return;
  }
}
