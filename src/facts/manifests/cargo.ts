import { Findings } from '../findings.ts';
import { MODULE } from '../package-names.ts';
import { readToml, type TomlEntry, type TomlValue } from './toml.ts';

/** Tables whose keys are names of dependencies. */
const TABLE = /^(?:(?:target\.[^\n]+|workspace)\.)?((?:dev-|build-|dev_|build_)?dependencies)$/;

interface Dependency {
  readonly line: number;
  readonly section: string;
  /** Options by name; a version alone is the one called so. */
  readonly options: Map<string, string>;
}

/** What a value says without its place. */
function plain(value: TomlValue): string {
  if (typeof value === 'string') return value;
  const entries = 'table' in value ? value.table : value;
  return entries.map(({ key, value: inner }) => `${key.join('.')}=${plain(inner)}`).join(',');
}

function isTable(value: TomlValue): value is { readonly table: readonly TomlEntry[] } {
  return typeof value === 'object' && 'table' in value;
}

class DependencyReader {
  readonly #found = new Map<string, Dependency>();

  read(text: string): Findings {
    const findings = new Findings();
    for (const entry of readToml(text)) {
      this.#entry(entry);
      const { key, value } = entry;
      // In sources a crate goes by its name with underscores, or by that of its library.
      if (/^(package|lib)\0name$/.test(key.join('\0')) && typeof value === 'string')
        findings.constants.set(MODULE, [value.replaceAll('-', '_')]);
    }
    for (const [key, { line, section, options }] of this.#found) {
      const name = options.get('package') ?? key.slice(key.lastIndexOf('\0') + 1);
      const contract = [...options]
        .filter(([option]) => option !== 'package')
        .map(([option, value]) => (option === 'version' ? value : `${option}=${value}`))
        .sort()
        .join(' ');
      findings.local.push({
        kind: 'dependency',
        name: `cargo/${name}`,
        line,
        endLine: line,
        contract,
        body: section,
      });
    }
    return findings;
  }

  #entry({ key, value, line }: TomlEntry): void {
    // The name of a target may have dots of its own: its table has three keys.
    const tables = key[0] === 'target' ? [3] : key[0] === 'workspace' ? [2] : [1];
    for (const end of tables) {
      const section = TABLE.exec(key.slice(0, end).join('.'))?.[1];
      if (section === undefined) continue;
      const [name, ...option] = key.slice(end);
      if (name !== undefined) this.#add(key.slice(0, end), section, name, option, value, line);
      // `dependencies = { serde = "1" }`
      else if (isTable(value))
        for (const inner of value.table) this.#entry({ ...inner, key: [...key, ...inner.key] });
    }
  }

  #add(
    table: readonly string[],
    section: string,
    name: string,
    option: readonly string[],
    value: TomlValue,
    line: number,
  ): void {
    const key = `${table.join('.')}\0${name}`;
    const known = this.#found.get(key) ?? { line, section, options: new Map<string, string>() };
    this.#found.set(key, known);
    if (option.length > 0) known.options.set(option.join('.'), plain(value));
    else if (isTable(value))
      for (const inner of value.table) known.options.set(inner.key.join('.'), plain(inner.value));
    else known.options.set('version', plain(value));
  }
}

/**
 * Reads what a `Cargo.toml` depends on, by the names that crates have where they are published. The version that is asked
 * for, features and sources are the contract; which section it is in, callers don't see.
 */
export function readCargo(text: string): Findings {
  return new DependencyReader().read(text);
}
