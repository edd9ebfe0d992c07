import type { Ref, TextPart, WrittenText } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import type { TreePack } from '../packs/pack.ts';
import { placeholderOf } from './placeholders.ts';

type Settings = Map<Ref, WrittenText>;

const DEEPEST = 5;
/** A text that is made of more than this is none that anybody wrote. */
const MOST_PARTS = 100;

function asks(text: WrittenText | undefined): boolean {
  return text?.some((part) => typeof part !== 'string' && placeholderOf(part.ref) !== undefined) === true;
}

/** Tells whether a file has placeholders where they make a difference. */
function hasPlaceholders({ routers = [], routes = [], mounts = [], constants = {} }: FileFacts): boolean {
  return (
    routers.some(({ prefix }) => asks(prefix)) ||
    routes.some(({ path }) => asks(path)) ||
    mounts.some(({ path }) => asks(path)) ||
    Object.values(constants).some(asks)
  );
}

/** The directory of the module that a source is of. */
function moduleOf(path: string): string {
  const cut = path.indexOf('src/main/');
  return cut === -1 ? '' : path.slice(0, cut);
}

/** What the configurations of a tree say. */
class TreeSettings {
  readonly #modules = new Map<string, Settings>();

  constructor(files: ReadonlyMap<string, FileFacts>) {
    for (const [path, { language, constants = {} }] of files) {
      if (language !== 'spring-config') continue;
      const module = moduleOf(path);
      const known = this.#modules.get(module) ?? new Map<Ref, WrittenText>();
      this.#modules.set(module, known);
      for (const [setting, text] of Object.entries(constants))
        if (!known.has(setting)) known.set(setting, text);
    }
  }

  /** What stands for a setting in a module; what other modules say, where all that do say the same. */
  #textOf(module: string, setting: Ref): WrittenText | undefined {
    const own = this.#modules.get(module)?.get(setting);
    if (own !== undefined) return own;
    const all = [...this.#modules.values()].flatMap((settings) => {
      const text = settings.get(setting);
      return text === undefined ? [] : [text];
    });
    return new Set(all.map((text) => JSON.stringify(text))).size === 1 ? all[0] : undefined;
  }

  /** A text with what stands for its placeholders, and for those that stand in that. */
  filled(module: string, text: WrittenText): WrittenText {
    let filled = text;
    for (let round = 0; round <= DEEPEST && filled.length <= MOST_PARTS && asks(filled); round++)
      filled = filled.flatMap((part): readonly TextPart[] => {
        const asked = typeof part === 'string' ? undefined : placeholderOf(part.ref);
        if (asked === undefined) return [part];
        return this.#textOf(module, asked.setting) ?? [asked.otherwise ?? part];
      });
    return filled;
  }
}

/** Puts what the configuration says in the place of Spring's placeholders in paths. */
export const springSettings: TreePack = {
  name: 'spring-settings',
  family: 'tree',
  read(files) {
    const settings = new TreeSettings(files);
    const found = new Map<string, FileFacts>();
    for (const [path, file] of files) {
      if (file.language !== 'java' && file.language !== 'kotlin') continue;
      const module = moduleOf(path);
      const fill = (text: WrittenText): WrittenText => settings.filled(module, text);
      const { routers, routes, mounts, constants } = file;
      if (!hasPlaceholders(file)) continue;
      found.set(path, {
        ...file,
        ...(routers && {
          routers: routers.map((one) => (one.prefix ? { ...one, prefix: fill(one.prefix) } : one)),
        }),
        ...(routes && { routes: routes.map((one) => ({ ...one, path: fill(one.path) })) }),
        ...(mounts && { mounts: mounts.map((one) => (one.path ? { ...one, path: fill(one.path) } : one)) }),
        ...(constants && {
          constants: Object.fromEntries(Object.entries(constants).map(([name, text]) => [name, fill(text)])),
        }),
      });
    }
    return found;
  },
};
