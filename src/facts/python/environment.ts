import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { basesOf } from './class-bases.ts';
import { type Arguments, readArguments } from './functions.ts';
import type { PythonNames } from './names.ts';
import type { Binding, Defined } from './scopes.ts';
import type { Range } from './source.ts';

const NAME = /^[A-Za-z_]\w{0,99}$/;
/** What reads the environment when it is called with a name: django-environ, environs, decouple, Starlette. */
const READER =
  /^(environ\.(FileAwareEnv|Env)|environs\.Env|decouple\.(AutoConfig|Config)|starlette\.config\.Config)$/;
const SETTINGS = /(^|\.)BaseSettings$/;
const UPPER_CASE = /^[A-Z][A-Z0-9_]*$/;

/** Reads which environment variables a source uses, and which ones its settings classes are filled from. */
class EnvironmentReader {
  readonly #names: PythonNames;
  readonly #findings: Findings;

  constructor(names: PythonNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  run(): void {
    const { source, scopes } = this.#names;
    for (let at = 0; at < source.tokens.length; at++) {
      const word = source.word(at);
      if (word === 'environ' && this.#isOf(at, 'environ')) this.#environ(at);
      else if (
        word === 'getenv' &&
        source.is(at - 1, '.') &&
        this.#isOf(at, 'getenv') &&
        source.is(at + 1, '(')
      )
        this.#first(at + 1);
      else if (word !== undefined && !source.is(at - 1, '.')) this.#reader(at, word);
    }
    for (const defined of scopes.classes)
      if (basesOf(this.#names, defined).some(({ name }) => SETTINGS.test(name))) this.#settings(defined);
  }

  /** `os.environ`, or `environ` that is imported from there. */
  #isOf(at: number, name: string): boolean {
    const { source, scopes } = this.#names;
    if (!source.is(at - 1, '.')) {
      const found = scopes.find(name, at)?.import;
      return found?.from === 'os' && found.name === name;
    }
    const found = scopes.find(source.word(at - 2) ?? '', at)?.import;
    return found?.from === 'os' && found.name === '*' && !source.is(at - 3, '.');
  }

  /** `environ["A"]`, `environ.get("A")`, `"A" in environ`; not `environ["A"] = …`, which sets it. */
  #environ(at: number): void {
    const { source } = this.#names;
    if (source.is(at + 1, '[')) {
      const behind = source.after(at + 1);
      if (!source.is(behind, '=')) this.#add({ from: at + 2, to: behind - 1 });
    } else if (source.is(at + 1, '.') && /^(get|pop)$/.test(source.word(at + 2) ?? '')) this.#first(at + 3);
    const from = source.is(at - 1, '.') ? at - 2 : at;
    if (source.is(from - 1, 'in')) {
      const name = source.is(from - 2, 'not') ? from - 3 : from - 2;
      if (source.at(name).kind === 'string') this.#add({ from: name, to: name + 1 });
    }
  }

  #first(open: number): void {
    const { positional, named } = readArguments(this.#names.source, open);
    const first = positional[0] ?? named.get('key');
    if (first !== undefined) this.#add(first);
  }

  /** `env("A")`, `env.bool("A")`, `config("A")`. */
  #reader(at: number, word: string): void {
    const { source } = this.#names;
    const open = source.is(at + 1, '(')
      ? at + 1
      : source.is(at + 1, '.') && source.is(at + 3, '(')
        ? at + 3
        : -1;
    if (open === -1 || source.at(open + 1).kind !== 'string' || !UPPER_CASE.test(source.at(open + 1).text))
      return;
    const binding = this.#names.scopes.find(word, at);
    if (binding !== undefined && this.#isReader(binding, word)) this.#first(open);
  }

  #isReader({ import: found, value }: Binding, word: string): boolean {
    // The one that the settings made.
    if (found?.from === 'os') return found.name === 'getenv';
    if (found !== undefined) return (found.from === 'decouple' && found.name === 'config') || word === 'env';
    const chain = value && this.#names.chainOf(value);
    return chain !== undefined && READER.test(this.#names.foreignOf(chain)?.name ?? '');
  }

  #text(range: Range): string | undefined {
    const text = this.#names.literal(range);
    if (text !== undefined) return text;
    const chain = this.#names.chainOf(range);
    const value =
      chain?.links.length === 0
        ? this.#names.scopes.find(this.#names.source.word(chain.head) ?? '', chain.head)?.value
        : undefined;
    return value && this.#names.literal(value);
  }

  #add(range: Range, contract = '', body = '', place = range, name = this.#text(range)): void {
    if (name === undefined || !NAME.test(name)) return;
    const { line, endLine } = this.#names.source.lines(place);
    this.#findings.local.push({ kind: 'env', name, line, endLine, contract, body });
  }

  /** A settings class of pydantic: each field is filled from the variable of its name. */
  #settings({ ref, scope }: Defined): void {
    const { source } = this.#names;
    const prefix = this.#prefix(ref, scope.names.get('model_config')?.value);
    for (const [name, { type, value, head }] of scope.names) {
      if (
        type === undefined ||
        head === undefined ||
        name.startsWith('_') ||
        source.is(type.from, 'ClassVar')
      )
        continue;
      if (name === 'model_config') continue;
      const chain = value && this.#names.chainOf(value);
      const call = chain?.links.at(-1);
      const field = call?.does === 'call' ? readArguments(source, call.open) : undefined;
      const required = value === undefined || (field !== undefined && this.#isRequired(field));
      const contract = hashText(`${source.hash([type])} ${required}`);
      const body = value === undefined ? '' : source.hash([value]);
      const given =
        field?.named.get('validation_alias') ?? field?.named.get('env') ?? field?.named.get('alias');
      const names = given === undefined ? [prefix + name] : this.#aliases(given);
      for (const one of names) this.#add(head, contract, body, head, one.toUpperCase());
    }
  }

  /** `Field(...)`, `Field()`; not `Field("a")` and `Field(default=None)`. */
  #isRequired({ named, positional }: Arguments): boolean {
    const { source } = this.#names;
    const [first] = positional;
    if (first !== undefined) return source.is(first.from, '...');
    return !named.has('default') && !named.has('default_factory');
  }

  #aliases(given: Range): string[] {
    const text = this.#names.literal(given);
    if (text !== undefined) return [text];
    const call = this.#names.chainOf(given)?.links.at(-1);
    const written =
      call?.does === 'call'
        ? readArguments(this.#names.source, call.open).positional
        : this.#names.elementsOf(given);
    return (written ?? []).flatMap((one) => this.#names.literal(one) ?? []);
  }

  /** `model_config = SettingsConfigDict(env_prefix="APP_")`, or the same in `class Config`. */
  #prefix(ref: string, config: Range | undefined): string {
    const { scopes } = this.#names;
    const inner = scopes.members.get(`${ref}.Config.env_prefix`)?.value;
    const call = config && this.#names.chainOf(config)?.links.at(-1);
    const given =
      call?.does === 'call' ? readArguments(this.#names.source, call.open).named.get('env_prefix') : inner;
    return (given && this.#names.literal(given)) ?? '';
  }
}

/** Reads which environment variables one source uses. */
export function readEnvironment(names: PythonNames, findings: Findings): void {
  new EnvironmentReader(names, findings).run();
}
