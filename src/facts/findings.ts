import type { ApiDocument } from './file-facts/api-document.ts';
import type { Call } from './file-facts/calls.ts';
import type { Controller, Convention } from './file-facts/controllers.ts';
import type { EntitySetting } from './file-facts/entities.ts';
import type { GivenCall } from './file-facts/given-calls.ts';
import type { Model } from './file-facts/models.ts';
import type { ModuleNames } from './file-facts/modules.ts';
import type { Definition, Export, Import, Ref, Uses, WrittenText } from './file-facts/names.ts';
import type { Handed, Mount, Route, Router } from './file-facts/routers.ts';
import type { Revision, SchemaStep } from './file-facts/schema.ts';
import type { FileFacts, LocalFact } from './file-facts.ts';
import type { Language } from './language.ts';

/** In the order in which they are kept. */
const LISTS = [
  'controllers',
  'conventions',
  'imports',
  'exports',
  'definitions',
  'makes',
  'routers',
  'routes',
  'mounts',
  'handed',
  'given',
  'schema',
  'models',
  'entities',
  'local',
] as const;
type Lists = { -readonly [Name in (typeof LISTS)[number]]?: Findings[Name] };

function addList<Name extends keyof Lists>(lists: Lists, name: Name, list: Lists[Name]): void {
  lists[name] = list;
}

/** What packs find in one source, while they read it. */
export class Findings {
  readonly imports: Import[] = [];
  readonly exports: Export[] = [];
  readonly definitions: Definition[] = [];
  readonly constants = new Map<Ref, WrittenText>();
  readonly aliases = new Map<Ref, Ref>();
  readonly makes: Ref[] = [];
  readonly #routerOf = new Map<Ref, Router>();
  readonly routes: Route[] = [];
  readonly mounts: Mount[] = [];
  readonly handed: Handed[] = [];
  readonly given: GivenCall[] = [];
  readonly schema: SchemaStep[] = [];
  revision: Revision | undefined;
  readonly models: Model[] = [];
  readonly entities: EntitySetting[] = [];
  readonly controllers: Controller[] = [];
  readonly conventions: Convention[] = [];
  readonly routing: Call[] = [];
  readonly local: LocalFact[] = [];
  uses: Uses | undefined;
  document: ApiDocument | undefined;
  modules: ModuleNames | undefined;

  /** Adds a router, unless it is known already. */
  addRouter(router: Router): void {
    if (!this.#routerOf.has(router.id)) this.#routerOf.set(router.id, router);
  }

  /** What is in front of all that a known router serves. */
  prefixOf(id: Ref): WrittenText {
    return this.#routerOf.get(id)?.prefix ?? [];
  }

  /** Says of a router that it serves by itself where nothing mounts it. */
  makeRoot(id: Ref, pack: string): void {
    this.#routerOf.set(id, { ...(this.#routerOf.get(id) ?? { id, pack }), root: true });
  }

  /** Puts a text in front of all that a known router serves. */
  setPrefix(id: Ref, prefix: WrittenText): void {
    const router = this.#routerOf.get(id);
    if (router !== undefined) this.#routerOf.set(id, { ...router, prefix });
  }

  get routers(): Router[] {
    return [...this.#routerOf.values()];
  }

  get hasRouters(): boolean {
    return this.#routerOf.size > 0;
  }

  isRouter(id: Ref): boolean {
    return this.#routerOf.has(id);
  }

  /** The pack that found a router. */
  packOf(id: Ref): string | undefined {
    return this.#routerOf.get(id)?.pack;
  }

  /** What was found, without empty lists. */
  toFile(language: Language): FileFacts {
    const lists: Lists = {};
    for (const name of LISTS) if (this[name].length > 0) addList(lists, name, this[name]);
    return {
      language,
      ...lists,
      ...(this.revision !== undefined && { revision: this.revision }),
      ...(this.constants.size > 0 && { constants: Object.fromEntries(this.constants) }),
      ...(this.uses && { uses: this.uses }),
      ...(this.routing.length > 0 && { routing: this.routing }),
      ...(this.aliases.size > 0 && { aliases: Object.fromEntries(this.aliases) }),
      ...(this.document !== undefined && { document: this.document }),
      ...(this.modules !== undefined && { modules: this.modules }),
    };
  }
}

/** The name that a reference begins with: `users` of `users.router()@0`. */
export function baseOf(ref: Ref): Ref {
  for (let end = 0; end < ref.length; end++) {
    const char = ref[end];
    if (char === '.' || char === '(' || char === '@') return ref.slice(0, end);
  }
  return ref;
}
