import type { Call } from '../file-facts/calls.ts';
import type { Definition } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import { hashText } from '../hash.ts';
import { underscore } from './inflection.ts';

type Files = ReadonlyMap<string, FileFacts>;

const CONTROLLER = /(?:^|\/)controllers\/(.+)_controller\.rb$/;
const PARTIAL = /^(.*?)config\/routes\/(.+)\.rb$/;

/** What the files of a tree say that routes are drawn with. */
export class RailsTree {
  readonly files: Files;
  /** Files by the path of their controllers: `admin/users`. */
  readonly #controllers = new Map<string, string[]>();
  readonly #partials = new Map<string, string[]>();
  /** Files that draw the routes of an engine. */
  readonly #engines = new Map<string, string[]>();
  readonly #isolated = new Map<string, string>();
  readonly #models = new Map<string, FileFacts>();
  readonly #actions = new Map<string, ReadonlyMap<string, Definition>>();

  constructor(files: Files) {
    this.files = files;
    for (const [path, file] of files) {
      if (file.language !== 'ruby' && file.language !== 'rails-routes') continue;
      this.#add(this.#controllers, CONTROLLER.exec(path)?.[1], path);
      this.#add(this.#partials, PARTIAL.exec(path)?.[2], path);
      for (const name of new Set(enginesOf(file.routing))) this.#add(this.#engines, name, path);
      for (const [name, [text]] of Object.entries(file.constants ?? {})) {
        if (typeof text !== 'string') continue;
        if (name.endsWith('~isolated')) this.#isolated.set(name.slice(0, -'~isolated'.length), text);
        if (name.endsWith('~devise'))
          this.#models.set(name.slice(name.lastIndexOf('.', name.length - 8) + 1, -'~devise'.length), file);
      }
    }
  }

  #add(map: Map<string, string[]>, key: string | undefined, path: string): void {
    if (key === undefined) return;
    const known = map.get(key);
    if (known === undefined) map.set(key, [path]);
    else known.push(path);
  }

  /** Of several files that of the same app. */
  #nearest(paths: readonly string[] = [], root: string): string | undefined {
    return paths.find((path) => path.startsWith(root)) ?? paths[0];
  }

  /** The files that `draw(:name)` reads. */
  partials(name: string, root: string): string[] {
    const found = this.#partials.get(name) ?? [];
    const own = found.filter((path) => path.startsWith(`${root}config/routes/`));
    const others = found.filter((path) => {
      const front = PARTIAL.exec(path)?.[1] ?? '';
      return front.startsWith(root) && front !== root && !this.files.has(`${front}config/routes.rb`);
    });
    return [...own, ...others];
  }

  /** The files that draw the routes of an engine of this tree. */
  engine(name: string): readonly string[] {
    return this.#engines.get(name) ?? [];
  }

  /** The module in which the controllers of an engine are, as a path. */
  moduleOf(engine: string): string {
    return underscore(this.#isolated.get(engine.replaceAll('::', '.')) ?? '');
  }

  /** What devise does for a model: undefined where the tree does not say. */
  devise(
    model: string,
  ): { readonly modules: readonly string[]; readonly providers: readonly string[] } | undefined {
    for (const [name, [text]] of Object.entries(this.#models.get(model)?.constants ?? {})) {
      if (typeof text !== 'string' || (name !== `${model}~devise` && !name.endsWith(`.${model}~devise`)))
        continue;
      const [modules = '', providers = ''] = text.split('|');
      return { modules: modules.split(' '), providers: providers.split(' ').filter((one) => one !== '') };
    }
    return undefined;
  }

  /** Only an API: without the pages of forms. */
  isApi(root: string): boolean {
    const [text] = this.files.get(`${root}config/application.rb`)?.constants?.['rails~api'] ?? [];
    return text === 'true';
  }

  /** What an action does: the text of its method, or its name where that is not found. */
  action(
    controller: string,
    action: string,
    root: string,
  ): { readonly contract: string; readonly body: string } {
    const path = this.#nearest(this.#controllers.get(controller), root);
    const actions = path === undefined ? undefined : this.#actionsOf(path);
    const found = actions?.get(action);
    const asked = actions?.get(`${action}~request`)?.contract ?? '';
    if (found === undefined) return { contract: '', body: hashText(`${controller}#${action}`) };
    return { contract: asked, body: hashText(`${found.contract} ${found.body}`) };
  }

  #actionsOf(path: string): ReadonlyMap<string, Definition> {
    const known = this.#actions.get(path);
    if (known !== undefined) return known;
    const { definitions = [] } = this.files.get(path) ?? {};
    const found = new Map(definitions.map((one) => [one.name.slice(one.name.lastIndexOf('.') + 1), one]));
    this.#actions.set(path, found);
    return found;
  }
}

/** `Blog::Engine` of `Blog::Engine.routes.draw do`. */
export function drawnOf({ on }: Call): string | undefined {
  if (on === undefined || on === null || typeof on !== 'object' || !('name' in on)) return undefined;
  return on.name.replace(/\.routes$/, '');
}

function enginesOf(routing: readonly Call[] = []): string[] {
  return routing.flatMap((call) => {
    const name = call.block === undefined ? undefined : drawnOf(call);
    return name !== undefined && !isApplication(name) ? [name] : [];
  });
}

/** `Rails.application`, `Discourse::Application` */
export function isApplication(name: string): boolean {
  return /^Rails\.application$|::Application(\.instance)?$|^(ActionController::Routing::)?Routes$|^[A-Z]\w*\.application$/.test(
    name,
  );
}
