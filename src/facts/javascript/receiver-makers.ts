import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { unscoped } from '../naming.ts';
import type { Chain } from './chains.ts';
import { readMembers } from './classes.ts';
import type { JavaScriptNames } from './names.ts';
import { membersOf } from './route-paths.ts';
import type { Serving } from './serving.ts';
import type { Range } from './source.ts';
import { foreignKey, type Maker, packageName, type Vocabulary } from './vocabulary.ts';
import { readText } from './written-text.ts';

/** Where a chain goes on behind the call that made an app or router. */
interface Made {
  readonly ref: Ref;
  readonly next: number;
}

/** Finds what one source makes apps and routers of, and what it says to be one by its type. */
export class ReceiverMakers {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #vocabulary: Vocabulary;
  readonly #serving: Serving;

  constructor(names: JavaScriptNames, findings: Findings, vocabulary: Vocabulary, serving: Serving) {
    this.#names = names;
    this.#findings = findings;
    this.#vocabulary = vocabulary;
    this.#serving = serving;
  }

  find(): ReadonlyMap<Chain, Made> {
    this.#unwrap();
    const made = this.#findMakers();
    this.#findTyped();
    return made;
  }

  /** `fp(plugin)` is the plugin, which registers on what it is registered on: without any prefix. */
  #unwrap(): void {
    const names = this.#names;
    for (const chain of names.chains) {
      const foreign = chain.links.length === 0 ? undefined : names.foreignOf(chain);
      if (foreign === undefined || !this.#vocabulary.wrapperModules.has(foreign.from)) continue;
      if (!this.#vocabulary.wrappers.has(foreignKey(foreign))) continue;
      const call = chain.links[foreign.next];
      const [first] =
        call?.does === 'call' && call.open !== undefined ? names.source.elements(call.open) : [];
      const ref = first && names.refOf(first);
      if (ref === undefined) continue;
      names.settle(chain, ref);
      this.#findings.constants.set(unscoped(ref), ['']);
    }
  }

  /** What holds the value that begins at a token: a variable, a member of `this`, a field. */
  #holders(): Map<number, Ref> {
    const names = this.#names;
    const { source } = names;
    const holders = new Map<number, Ref>();
    for (const { ref, value, member } of names.scopes.bindings) {
      if (value !== undefined && member === undefined && !holders.has(value.from))
        holders.set(value.from, ref);
    }
    for (const shape of names.scopes.classes) {
      const own = `${names.classRef(shape)}()`;
      for (const { name, value } of names.scopes.assigned.get(shape) ?? []) {
        holders.set(value.from, `${own}.${name}`);
      }
      for (const { name, value } of readMembers(names.source, shape, names.shapes)) {
        if (value !== undefined) holders.set(value.from, `${own}.${name}`);
      }
    }
    // `exports.router = express_1.Router()`
    for (let at = 0; at < source.tokens.length; at++) {
      const name = source.is(at, 'exports') && source.is(at + 1, '.') ? source.word(at + 2) : undefined;
      if (name !== undefined && source.is(at + 3, '=') && !holders.has(at + 4))
        holders.set(at + 4, `exports~${name}`);
    }
    return holders;
  }

  #findMakers(): Map<Chain, Made> {
    const { makers, fluent, fluentPacks, forms, bases } = this.#vocabulary;
    const found = new Map<Chain, Made>();
    let holders: ReadonlyMap<number, Ref> | undefined;
    for (const chain of this.#names.chains) {
      const foreign = chain.links.length === 0 ? undefined : this.#names.foreignOf(chain);
      if (foreign === undefined || !this.#vocabulary.makerModules.has(packageName(foreign.from))) continue;
      const maker = makers.get(foreignKey(foreign));
      const call = chain.links[foreign.next];
      if (maker === undefined || call?.does !== 'call') continue;
      holders ??= this.#holders();
      const next = foreign.next + 1;
      const rest = chain.links.slice(next);
      // What a variable holds is a router below the one that was made.
      const below = rest.some((link) => link.does === 'member' && bases.has(link.name));
      const ref = (below ? undefined : holders.get(chain.from)) ?? `new~${chain.from}`;
      found.set(chain, { ref, next });
      this.#addMade(ref, maker, call.open);
      const itself =
        fluentPacks.has(maker.pack) ||
        rest.every(
          (link) =>
            link.does === 'call' || link.name === 'set' || fluent.has(link.name) || forms.has(link.name),
        );
      if (itself) this.#names.settle(chain, ref);
    }
    return found;
  }

  #addMade(id: Ref, { pack, root, prefix: option }: Maker & { readonly pack: string }, open?: number): void {
    const [options] = open === undefined || option === undefined ? [] : this.#names.source.elements(open);
    const value = options && membersOf(this.#names, options)?.get(option ?? '');
    const prefix = value && (readText(this.#names, value) ?? [{ ref: '~' }]);
    this.#findings.addRouter({ id, pack, ...(root && { root }), ...(prefix && { prefix }) });
    for (const form of this.#vocabulary.forms) this.#findings.aliases.set(`${id}.${form}()`, id);
  }

  #findTyped(): void {
    const names = this.#names;
    const { types, pluginTypes } = this.#vocabulary;
    for (const binding of names.scopes.bindings) {
      if (binding.type === undefined) continue;
      const key = this.#typeKey(binding.type);
      if (key === undefined) continue;
      const pack = types.get(key);
      if (pack !== undefined) this.#addTyped(names.refOfBinding(binding), pack);
      const plugin = pluginTypes.get(key);
      if (plugin !== undefined) this.#findings.addRouter({ id: `${binding.ref}@0`, pack: plugin });
    }
    for (const shape of names.scopes.classes) {
      for (const { name, type } of readMembers(names.source, shape, names.shapes)) {
        const pack = type && types.get(this.#typeKey(type) ?? '');
        if (pack !== undefined) this.#addTyped(`${names.classRef(shape)}().${name}`, pack);
      }
    }
  }

  #addTyped(id: Ref, pack: string): void {
    // A variable that only takes what another module or function gives is that, not a router of its own.
    if (this.#serving.binding(id)?.value === undefined) this.#findings.addRouter({ id, pack });
  }

  /** What packs may know a type by, where it is of another module. */
  #typeKey(type: Range): string | undefined {
    const { source, scopes } = this.#names;
    const first = type.from < type.to ? source.at(type.from).text : '';
    const binding = scopes.find(first, type.from);
    const foreign = binding && this.#names.foreignBinding(binding);
    if (foreign === undefined) return undefined;
    const members = [...foreign.members];
    for (let at = type.from + 2; at < type.to && source.is(at - 1, '.'); at += 2)
      members.push(source.at(at).text);
    return foreignKey({ from: foreign.from, members });
  }
}
