import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { JavaScriptNames } from './names.ts';
import { membersOf, readDirectory } from './route-paths.ts';
import type { Serving } from './serving.ts';
import type { Range } from './source.ts';
import { foreignKey, type Vocabulary } from './vocabulary.ts';
import { readText } from './written-text.ts';

const UNREADABLE: WrittenText = [{ ref: '~' }];

/** Reads what is handed a part of an app: functions, directories of them, and what hapi has in objects. */
export class PluginMounts {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #serving: Serving;
  readonly #vocabulary: Vocabulary;

  constructor(names: JavaScriptNames, findings: Findings, serving: Serving, vocabulary: Vocabulary) {
    this.#names = names;
    this.#findings = findings;
    this.#serving = serving;
    this.#vocabulary = vocabulary;
  }

  /** `register(users, { prefix: '/users' })`; `register(import('./users.js'))` means its default export. */
  read(on: Ref, [value, ...rest]: readonly Range[]): void {
    if (value === undefined) return;
    const names = this.#names;
    const { source } = names;
    const [options] = rest;
    const members = options && membersOf(names, options);
    const routes = members?.get('routes');
    const written = (routes && membersOf(names, routes)?.get('prefix')) ?? members?.get('prefix');
    const given = options !== undefined && members === undefined ? names.refOf(options) : undefined;
    let path: WrittenText = [];
    if (written !== undefined) path = readText(names, written) ?? UNREADABLE;
    else if (given !== undefined) path = [{ ref: `${given}.prefix` }];
    const chain = names.chainOf(value);
    const foreign = chain && names.foreignOf(chain);
    if (foreign !== undefined && this.#vocabulary.loaders.has(foreignKey(foreign))) {
      const directory = members?.get('dir');
      const files = directory && readDirectory(names, directory);
      const inner = members?.get('options');
      const prefix = inner && membersOf(names, inner)?.get('prefix');
      const front = prefix === undefined ? [] : (readText(names, prefix) ?? UNREADABLE);
      // Nobody but the app itself loads directories; `fastify start` hands it to its plugin unseen.
      if (on.includes('@')) this.#findings.makeRoot(on, 'fastify');
      const named = members?.get('dirNameRoutePrefix');
      const flat = named !== undefined && names.source.is(named.from, 'false') && { flat: true as const };
      if (files !== undefined) this.#findings.mounts.push({ on, child: '*@0', path: front, files, ...flat });
      return;
    }
    if (source.is(value.from, '[')) {
      // `register([users, orders], { routes: { prefix: '/v1' } })` of hapi.
      for (const one of source.elements(value.from)) this.read(on, [one, ...rest]);
      return;
    }
    const described = source.is(value.from, '{') ? membersOf(names, value) : undefined;
    const inner = described?.get('plugin');
    if (described !== undefined && inner !== undefined) {
      const routes = described.get('routes');
      this.read(on, [inner, ...(routes === undefined ? rest : [value])]);
      return;
    }
    const plugin = names.refOf(value);
    if (plugin === undefined || this.#serving.isForeign(plugin)) return;
    names.understand(value);
    this.#findings.mounts.push({ on, child: `${plugin}@0`, path });
    if (names.required.has(plugin)) this.#findings.mounts.push({ on, child: `${plugin}.default@0`, path });
    if (this.#findings.packOf(on) !== 'hapi' && !on.includes('@')) return;
    for (const part of ['register', 'plugin.register', 'default.register', 'default.plugin.register'])
      this.#findings.mounts.push({ on, child: `${plugin}.${part}@0`, path });
  }
}
