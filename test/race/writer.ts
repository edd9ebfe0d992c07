import { callProgram, type Ended, type Envelope, envelopeOf, type ReportedEvent } from '../call-program.ts';

interface Answer {
  readonly id: string;
  readonly created: string;
  readonly changed?: boolean;
  readonly note?: string;
}

/** What is left of an event when only the writer's own part of it is kept. */
type Trace = string;

interface Step {
  readonly args: readonly string[];
  /** Traces of the events that the call writes if it changes anything. */
  readonly traces: (id: string) => readonly Trace[];
  /** Codes with which the state of things may refuse it. */
  readonly refusals?: readonly string[];
}

/** What a writer did, as its calls reported it. */
export interface Work {
  readonly calls: readonly Ended[];
  /** Calls that were acknowledged as written. */
  written: number;
  readonly refused: string[];
  readonly traces: Trace[];
  /** Stamps of events that calls named in their answers. */
  readonly stamps: string[];
  /** Calls that ended in a way that nobody may meet. */
  readonly unexpected: string[];
}

/** The values by which writers tell their events apart; the rest follows from the state of things. */
const TOLD = ['title', 'text', 'label', 'link', 'resource', 'on', 'assignee', 'description'];

function trace(type: string, by: string, task: string, told = ''): Trace {
  return `${type} ${by} ${task} ${told}`.trimEnd();
}

export function traceOf({ type, by, task, data }: ReportedEvent): Trace {
  const key = TOLD.find((name) => name in data);
  return trace(type, by, task, key === undefined ? '' : String(data[key]));
}

/** One agent: makes `count` calls one after another, each a process, among everybody else's. */
export async function work(
  cwd: string,
  actor: string,
  count: number,
  shared: readonly string[],
): Promise<Work> {
  const done: Work = { calls: [], written: 0, refused: [], traces: [], stamps: [], unexpected: [] };
  const calls: Ended[] = [];
  let own = '';
  for (const step of steps(actor, count, shared, () => own)) {
    const ended = await callProgram([...step.args, '--json'], { cwd, env: { GIT_TASK_ACTOR: actor } });
    calls.push(ended);
    const answer = parse(ended);
    const code = answer?.error?.code ?? '';
    if (ended.status === 4 && step.refusals?.includes(code)) {
      done.refused.push(code);
      continue;
    }
    if (ended.status !== 0 || answer === undefined) {
      done.unexpected.push(
        `${step.args.join(' ')}: ${ended.status ?? ended.signal} ${ended.stdout}${ended.stderr}`,
      );
      continue;
    }
    const { id, created, changed = true, note } = answer.data;
    if (step.args[0] === 'add') own = id;
    if (!changed) continue;
    done.written++;
    done.traces.push(...step.traces(id));
    done.stamps.push(created, ...(note === undefined ? [] : [note]));
  }
  return { ...done, calls };
}

function parse(ended: Ended): Envelope<Answer> | undefined {
  try {
    return envelopeOf<Answer>(ended);
  } catch {
    return undefined;
  }
}

/** Mixed writes: on a task of the writer's own, and on those that everybody writes to. */
function* steps(actor: string, count: number, shared: readonly string[], own: () => string): Generator<Step> {
  const seed = Number(actor.replace(/\D/g, ''));
  for (let at = 0; at < count; at++) {
    const round = Math.floor(at / 5);
    const text = `${actor}-${at}`;
    const common = shared[(seed + at) % shared.length] ?? '';
    const other = shared[(seed * 3 + at + 1) % shared.length] ?? '';
    const one = (type: string, told?: string) => (id: string) => [trace(type, actor, id, told)];
    const add: Step = { args: ['add', text], traces: one('task_created', text) };
    const addAndStart: Step = {
      args: ['add', text, '--start'],
      traces: (id) => [trace('task_created', actor, id, text), trace('task_started', actor, id)],
    };
    const entry = (verb: string, id: string, value: string, type: string): Step => ({
      args: [verb, id, value],
      traces: one(type, value),
    });
    const note = (id: string) => entry('note', id, text, 'note_added');
    const change = (verb: string, type: string): Step => ({ args: [verb, own()], traces: one(type) });
    const depend = (id: string, on: string): Step => ({
      args: ['depend', id, '--on', on],
      traces: one('dependency_added', on),
      refusals: ['DEPENDENCY_CYCLE'],
    });
    const edit = (id: string, key: string): Step => ({
      args: ['edit', id, `--${key}`, text],
      traces: one('task_edited', text),
    });
    const contest: Step = {
      args: ['start', common],
      traces: one('task_started'),
      refusals: ['TASK_CLAIMED', 'TASK_BLOCKED'],
    };
    const programs: readonly (readonly (() => Step)[])[] = [
      [
        () => add,
        () => change('start', 'task_started'),
        () => note(own()),
        () => note(common),
        () => change('complete', 'task_completed'),
      ],
      [
        () => add,
        () => entry('label', common, text, 'label_added'),
        () => entry('link', common, `src/${text}.ts`, 'link_added'),
        () => depend(own(), common),
        () => edit(own(), 'title'),
      ],
      [
        () => addAndStart,
        () => change('release', 'task_released'),
        () => edit(common, 'description'),
        () => (common === other ? note(common) : depend(common, other)),
        () => entry('assign', own(), text, 'task_assigned'),
      ],
      [
        () => addAndStart,
        () => entry('resource', own(), `modifies:table:${text}`, 'resource_added'),
        () => contest,
        () => edit(common, 'title'),
        () => note(common),
      ],
    ];
    const step = programs[(seed + round) % programs.length]?.[at % 5];
    if (step !== undefined) yield step();
  }
}
