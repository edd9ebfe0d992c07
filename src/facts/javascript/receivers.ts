import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { Chain, Link } from './chains.ts';
import { HandedReader } from './handed.ts';
import { holdersOf } from './holders.ts';
import { LoadedFiles } from './loaded-files.ts';
import { type JavaScriptNames, stepsOf } from './names.ts';
import { readOwnVerbs } from './own-verbs.ts';
import { ReceiverMakers } from './receiver-makers.ts';
import { type At, RegisteringCalls } from './registering-calls.ts';
import { membersOf } from './route-paths.ts';
import { readRouteTables } from './route-tables.ts';
import { Serving } from './serving.ts';
import type { Range } from './source.ts';
import { isStatement } from './uses.ts';
import type { Vocabulary } from './vocabulary.ts';

function isCall(link: Link): boolean {
  return link.does === 'call' && link.open !== undefined;
}

/** Reads what one source registers on the apps and routers of all frameworks that are used by calls on them. */
class ReceiverReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #vocabulary: Vocabulary;
  readonly #serving: Serving;
  readonly #calls: RegisteringCalls;
  readonly #loaded: LoadedFiles;
  #holders: ReadonlyMap<number, Ref> | undefined;

  constructor(names: JavaScriptNames, findings: Findings, vocabulary: Vocabulary) {
    this.#names = names;
    this.#findings = findings;
    this.#vocabulary = vocabulary;
    this.#serving = new Serving(names, findings);
    this.#loaded = new LoadedFiles(names);
    this.#calls = new RegisteringCalls(names, findings, vocabulary, this.#serving, this.#loaded);
  }

  run(): void {
    const made = new ReceiverMakers(this.#names, this.#findings, this.#vocabulary, this.#serving).find();
    for (const chain of this.#names.chains) {
      // Without a call nothing is done with what it names.
      if (!chain.links.some(isCall)) continue;
      const start = made.get(chain) ?? this.#names.headRef(chain);
      if (start !== undefined) this.#read(chain, start.ref, start.next);
      this.#readLoaded(chain);
    }
    this.#calls.readDeclarations();
    readOwnVerbs(this.#names, this.#findings, this.#vocabulary.verbs);
    new HandedReader(this.#names, this.#findings, this.#serving).read();
    readRouteTables(this.#names, this.#findings, this.#serving);
    for (const id of this.#serving.taken) this.#findings.addRouter({ id, pack: 'express' });
  }

  /** What variables of this source hold, by where that begins. */
  #holder(from: number): Ref | undefined {
    this.#holders ??= holdersOf(this.#names);
    return this.#holders.get(from);
  }

  /** Tells whether each call from a link on may register something. */
  #onlyRegisters(links: readonly Link[]): boolean {
    const pairs = links.length > 0 && links.length % 2 === 0;
    return (
      pairs &&
      links.every((link, index) =>
        index % 2 === 0 ? link.does === 'member' && this.#calls.mayRegister(link.name) : isCall(link),
      )
    );
  }

  /**
   * What a function of another module gives is what all calls behind it give back, where each of them may register
   * something: `const users = createRouter().get('/x', show)`, or in two steps.
   */
  #fluent(chain: Chain, start: Ref, first: number): { readonly ref: Ref; readonly next: number } | undefined {
    const { source, scopes } = this.#names;
    const word = source.word(chain.head);
    const binding = word === undefined ? undefined : scopes.find(word, chain.head);
    const [call, ...rest] = chain.links.slice(first);
    if (binding === undefined || call === undefined || this.#findings.isRouter(start)) return undefined;
    if (binding.import !== undefined) {
      const made = `${start}()`;
      if (!isCall(call) || !this.#onlyRegisters(rest) || !this.#serving.mayServe(made)) return undefined;
      const ref = this.#holder(chain.from) ?? `new~${chain.from}`;
      this.#findings.aliases.set(ref, made);
      return { ref, next: first + 1 };
    }
    const held = binding.value && this.#names.chainOf(binding.value);
    const isMade = held?.links.length === 1 && held.links[0]?.does === 'call';
    const head = isMade ? source.word(held.head) : undefined;
    const isImported = head !== undefined && scopes.find(head, held?.head ?? 0)?.import !== undefined;
    return isImported && this.#onlyRegisters([call, ...rest]) ? { ref: start, next: first } : undefined;
  }

  /** Walks a chain from link to link, with what it stands for so far. */
  #read(chain: Chain, begin: Ref, from: number): void {
    const fluent = this.#fluent(chain, begin, from);
    const { ref: start, next: first } = fluent ?? { ref: begin, next: from };
    let at: At = { ref: start };
    let passed = first;
    /** Where the chain stands in front of a link. Most links lead nowhere: what they come to is put together when asked for. */
    const standsAt = (next: number): At => {
      if (passed < next) at = { ref: at.ref + stepsOf(chain.links, passed, next) };
      passed = next;
      return at;
    };
    // What the chain gives back: what it was called on, while each call only registers something.
    let gives: Ref | undefined;
    for (let next = first; next < chain.links.length; next++) {
      const [link, call] = [chain.links[next], chain.links[next + 1]];
      if (link === undefined) return;
      const open = link.does === 'member' && call?.does === 'call' ? call.open : undefined;
      const read =
        link.does === 'member' && open !== undefined && this.#calls.mayRegister(link.name)
          ? this.#calls.read(standsAt(next), link, open)
          : undefined;
      if (read !== undefined) {
        if (isStatement(this.#names, chain)) this.#names.understand(chain);
        gives = read.below || this.#givesItself(read) ? read.ref : undefined;
        at = read;
        next += 1;
        passed = next + 1;
        continue;
      }
      if (open !== undefined && passed === next && this.#isFluent(at.ref)) {
        next += 1;
        passed = next + 1;
        gives = at.ref;
        continue;
      }
      gives = undefined;
      if (link.does === 'member' && open !== undefined && this.#names.source.elements(open).length === 2)
        this.#calls.mounts.readLazyMount(standsAt(next).ref, link.name, open);
      if (link.does !== 'call' || link.open === undefined) continue;
      const values = this.#names.source.elements(link.open);
      if (values.length === 0) continue;
      if (this.#readPassed(() => standsAt(next).ref, values) && isStatement(this.#names, chain))
        this.#names.understand(chain);
      if (values.length > 1) this.#calls.mounts.readOwn(standsAt(next).ref, values);
    }
    gives ??= fluent?.ref;
    if (gives !== undefined) this.#names.settle(chain, gives);
  }

  /** `require('./routes/' + file)(app)` */
  #readLoaded(chain: Chain): void {
    const names = this.#names;
    const into = this.#loaded.into(chain);
    const given = into && names.refOf(into.on);
    if (into !== undefined && given !== undefined && this.#serving.isLikely(given))
      for (const files of into.files)
        this.#findings.mounts.push({ on: given, child: '*@0', files, path: [] });
    for (const [index, link] of chain.links.entries()) {
      if (link.does !== 'call' || link.open === undefined) continue;
      const loaded = this.#loaded.ofChain(chain, index);
      if (loaded === undefined) continue;
      for (const [number, value] of names.source.elements(link.open).entries()) {
        const on = names.refOf(value);
        if (on === undefined || !this.#serving.isLikely(on)) continue;
        const { ref, files } = loaded;
        this.#findings.mounts.push({ on, child: `${ref}@${number}`, files, path: [] });
      }
    }
  }

  /** Tells whether all methods of what a chain stands for give it back. */
  #isFluent(ref: Ref): boolean {
    const pack = this.#findings.packOf(ref);
    return pack !== undefined && this.#vocabulary.fluentPacks.has(pack);
  }

  #givesItself({ ref, paths, lost }: At): boolean {
    return paths === undefined && !lost && this.#findings.isRouter(ref);
  }

  /** `register({ app, database })` */
  #readPassedMembers(called: () => Ref, index: number, object: Range): void {
    const members = this.#names.functionAt(object) === undefined ? membersOf(this.#names, object) : undefined;
    for (const [key, value] of members ?? []) {
      const on = this.#serving.maySound(this.#names.chainOf(value)) ? this.#names.refOf(value) : undefined;
      if (on === undefined || !this.#serving.isLikely(on)) continue;
      const ref = called();
      if (this.#serving.isForeign(ref)) return;
      this.#findings.mounts.push({ on, child: `${ref}@${index}.${key}`, path: [] });
    }
  }

  /** A router handed to a function may get routes there: `register(app)`. */
  #readPassed(called: () => Ref, values: readonly Range[]): boolean {
    let passed = false;
    for (const [index, value] of values.entries()) {
      this.#readPassedMembers(called, index, value);
      if (!this.#serving.maySound(this.#names.chainOf(value))) continue;
      const on = this.#names.refOf(value);
      if (on === undefined || !this.#serving.isLikely(on)) continue;
      const ref = called();
      if (this.#serving.isForeign(ref)) return false;
      this.#findings.mounts.push({ on, child: `${ref}@${index}`, path: [] });
      passed = true;
    }
    return passed;
  }
}

/** Reads what one source registers on the apps and routers of the frameworks that a vocabulary is of. */
export function readReceivers(names: JavaScriptNames, findings: Findings, vocabulary: Vocabulary): void {
  new ReceiverReader(names, findings, vocabulary).run();
}
