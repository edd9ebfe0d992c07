import { Findings, type Hit } from '../../domain/search.ts';
import type { SearchPart } from '../../domain/search-part.ts';
import { parseTerms, type Term } from '../../domain/search-words.ts';
import type { TaskSummary } from '../../domain/task.ts';
import { oneLine, shellQuote } from '../../domain/text.ts';
import { viewNow } from '../answer-tasks.ts';
import { parseCount } from '../arguments.ts';
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
    const { hits, found, more, others, isWhole, near } = await call.tracker.store.searched(
      view.snapshot.tip,
      (parts) => find(view, parts, terms, options, most),
    );
    answerHits(call, view, terms, hits);
    if (found > 0 && !isWhole) call.out.hint(`no task has all of it; these have some`);
    if (more > 0) call.out.hint(`${more} more: --limit ${found}`);
    if (found === 0) call.out.hint(others > 0 ? 'nothing open matches' : 'nothing matches');
    if (others > 0)
      call.out.hint(`${others} closed ${others === 1 ? 'one matches' : 'ones match'} too: --all`);
    if (near !== undefined)
      call.out.hint(
        `  "${oneLine(near.typed)}" is near "${near.word}": git task search ${shellQuote(near.search)}`,
      );
  },
};

interface Found {
  readonly hits: readonly Hit[];
  /** How many there are, those that are not shown among them. */
  readonly found: number;
  readonly more: number;
  /** Closed ones that are not asked for. */
  readonly others: number;
  /** They have all of the words. */
  readonly isWhole: boolean;
  /** A word that no task has, one that some task has, and what was searched for with that in its place. */
  readonly near?: { readonly typed: string; readonly word: string; readonly search: string } | undefined;
}

function find(
  view: View,
  parts: readonly SearchPart[],
  terms: readonly Term[],
  options: Partial<Options>,
  most: number,
): Found {
  const findings = new Findings(parts, terms);
  const { all, status } = options;
  const closed = all === true || status === 'completed' || status === 'cancelled';
  const inScope = (tasks: readonly number[]): readonly number[] => (closed ? tasks : findings.open(tasks));
  const allWhole = filtered(view, findings, findings.whole, options);
  const whole = inScope(allWhole);
  const isWhole = whole.length > 0;
  const any = isWhole ? allWhole : filtered(view, findings, findings.some, options);
  const among = isWhole ? whole : inScope(any);
  const hits = findings.best(among, most);
  const others = any.length - among.length;
  const near = isWhole || others > 0 ? undefined : nearestOf(parts, terms);
  return { hits, found: among.length, more: Math.max(among.length - most, 0), others, isWhole, near };
}

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

/** Of the first word that no task has, which one it most likely was. */
function nearestOf(parts: readonly SearchPart[], terms: readonly Term[]): Found['near'] {
  for (const term of terms) {
    const word = nearestWord(parts, term);
    if (word !== undefined)
      return {
        typed: term.text,
        word,
        search: terms.map((one) => (one === term ? word : one.text)).join(' '),
      };
  }
  return undefined;
}
