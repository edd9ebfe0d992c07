import type { TextPart } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import type { TreePack } from './pack.ts';

/** What a file says of routes that a name may be part of. */
function textsOf({ routes = [], mounts = [] }: FileFacts): readonly TextPart[] {
  return [...routes, ...mounts].flatMap(({ path = [] }) => path);
}

/** The name of a module, from the root of the tree on. */
function moduleOf(path: string): string {
  return path.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
}

/** `from django.conf import settings` means the module that names the root of all URLs, where there is one alone. */
export const djangoSettings: TreePack = {
  name: 'django-settings',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    let modules: readonly string[] | undefined;
    for (const [path, file] of files) {
      if (file.language !== 'python' || file.imports === undefined) continue;
      const settings = file.imports.find(({ from, name }) => from === 'django.conf' && name === 'settings');
      if (settings === undefined) continue;
      const front = `${settings.as}.`;
      if (!textsOf(file).some((part) => typeof part !== 'string' && part.ref.startsWith(front))) continue;
      modules ??= [...files].flatMap(([one, { routers }]) =>
        routers?.some(({ id }) => id === 'ROOT_URLCONF') ? [moduleOf(one)] : [],
      );
      const [module] = modules;
      if (module === undefined || modules.length > 1) break;
      const imports = file.imports.map((one) =>
        one === settings ? { ...one, from: module, name: '*' } : one,
      );
      found.set(path, { ...file, imports });
    }
    return found;
  },
};
