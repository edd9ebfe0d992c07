import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { type GoNames, isStandardLibrary, NO_HEAD, PREDECLARED } from './names.ts';
import type { ReadReceivers } from './receivers.ts';

/** What a name may stand behind without being declared by it. */
const BEFORE_VALUES: ReadonlySet<string> = new Set(
  'return go defer case if else for switch range select'.split(' '),
);
/** What stands behind a method that is called or handed on, not behind a field that is read. */
const BEHIND_METHODS = /^[(),;}]$/;
/** Nobody takes more from one call. */
const MOST_RESULTS = 8;
/** Longer lists are data. */
const MOST_MENTIONS = 5000;

/** Reads which functions the functions of one source mention: called or handed on, they may run. */
class CallReader {
  readonly #names: GoNames;
  readonly #receivers: ReadReceivers;
  readonly #calls = new Map<Ref, Set<Ref>>();
  /** The names of variables that are more than what something is registered on. */
  readonly #used = new Set<Ref>();

  constructor(names: GoNames, receivers: ReadReceivers) {
    this.#names = names;
    this.#receivers = receivers;
  }

  read(findings: Findings): void {
    const { source, scopes } = this.#names;
    let count = 0;
    for (let at = 0; at < source.tokens.length; at++) {
      const word = source.word(at);
      if (word === undefined || NO_HEAD.has(word)) continue;
      const ref = source.is(at - 1, '.') ? this.#member(at, word) : this.#name(at, word);
      if (ref === undefined || count >= MOST_MENTIONS) continue;
      const within = scopes.functionAt(at) ?? '';
      const known = this.#calls.get(within);
      if (known === undefined) this.#calls.set(within, new Set([ref]));
      else if (!known.has(ref)) known.add(ref);
      else continue;
      count += 1;
    }
    const routers = findings.routers.map(({ id }) => id).filter((id) => this.#isServed(id));
    if (this.#calls.size + routers.length === 0) return;
    findings.uses = {
      ...(routers.length > 0 && { own: routers }),
      ...(this.#calls.size > 0 && {
        calls: Object.fromEntries([...this.#calls].map(([within, all]) => [within, [...all]])),
      }),
    };
  }

  /** Tells whether a variable may hold a router that is served: it is used, or what it is given was not seen. */
  #isServed(id: Ref): boolean {
    if (id.startsWith('group~') || /[.@(]/.test(id)) return false;
    return this.#used.has(id) || !this.#receivers.made.has(id);
  }

  /** A name that is no member: of a variable it is noted that it is used. */
  #name(at: number, word: string): Ref | undefined {
    const { source, scopes } = this.#names;
    if (source.is(at + 1, ':') || this.#receivers.receiving.has(at) || this.#isWritten(at)) return undefined;
    const binding = scopes.find(word, at);
    if (binding !== undefined) {
      this.#used.add(binding.ref);
      return undefined;
    }
    if (scopes.imports.has(word) || PREDECLARED.has(word) || source.is(at + 1, '{')) return undefined;
    const before = source.at(at - 1).text;
    if (before === '*' || before === ']') return undefined;
    return source.word(at - 1) === undefined || BEFORE_VALUES.has(before) ? word : undefined;
  }

  /** What is declared or assigned. */
  #isWritten(at: number): boolean {
    const { source } = this.#names;
    let last = at + 1;
    for (let others = 0; others < MOST_RESULTS && source.is(last, ','); others++) {
      if (source.word(last + 1) === undefined) break;
      last += 2;
    }
    return source.is(last, ':=') || source.is(last, '=') || source.is(at - 1, 'var');
  }

  #member(at: number, word: string): Ref | undefined {
    const { source, scopes } = this.#names;
    const { callees, registering, receiving } = this.#receivers;
    const callee = callees.get(at);
    if (callee !== undefined) return callee;
    if (registering.has(at)) return undefined;
    const head = source.is(at - 3, '.') ? undefined : source.word(at - 2);
    const binding = head === undefined ? undefined : scopes.find(head, at - 2);
    if (head !== undefined && binding === undefined) {
      const from = scopes.imports.get(head);
      if (from !== undefined)
        return isStandardLibrary(from) || receiving.has(at - 2) ? undefined : `${head}.${word}`;
    }
    if (!BEHIND_METHODS.test(source.at(at + 1).text)) return undefined;
    return binding !== undefined && scopes.isReceiver(binding) ? `${binding.ref}.${word}` : `.${word}`;
  }
}

/** Adds to findings which functions those of a source mention, and which of its routers may be served. */
export function readGoCalls(names: GoNames, findings: Findings, receivers: ReadReceivers): void {
  new CallReader(names, receivers).read(findings);
}
