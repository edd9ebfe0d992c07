import type { FileFacts } from '../file-facts.ts';
import type { Receivers } from '../javascript/vocabulary.ts';
import { directoryOf } from '../resolve/paths.ts';
import type { TreePack } from './pack.ts';
import { dependsOn, nearest, wholeExport } from './placed-routes.ts';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'];
const PACKAGES: ReadonlySet<string> = new Set(['egg', 'chair', '@eggjs/egg']);
/** Where an app has its routes, as what functions register that get the app. */
const PLACE = /(^|\/)app\/(router|router\/.*|.*\.router)\.[jt]s$/;

/** https://www.eggjs.org: the router of an app that functions get. */
export const egg: Receivers = {
  pack: 'egg',
  makers: [],
  types: [{ from: 'egg', members: ['Application'] }],
  verbs: {
    ...Object.fromEntries(METHODS.map((method) => [method, [method.toUpperCase()]])),
    del: ['DELETE'],
    all: ['*'],
  },
  mounts: new Set(),
  groups: new Set(),
  bases: new Set(['namespace']),
};

/** Says of the functions of an app of Egg that register routes what they get. */
export const eggRouters: TreePack = {
  name: 'egg',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    const manifests = new Map<string, boolean>();
    for (const [path, file] of files)
      if (file.language === 'npm') manifests.set(directoryOf(path), dependsOn(file, PACKAGES));
    if (![...manifests.values()].includes(true)) return found;
    for (const [path, file] of files) {
      const whole = PLACE.test(path) ? wholeExport(file) : undefined;
      if (whole === undefined || whole.from !== undefined) continue;
      if (nearest(directoryOf(path), (directory) => manifests.get(directory)) !== true) continue;
      const own = `${whole.of}@0`;
      const ids = [own, `${own}.router`];
      const others = (file.routers ?? []).filter(({ id }) => !ids.includes(id));
      found.set(path, {
        ...file,
        routers: [...others, ...ids.map((id) => ({ id, pack: 'egg', root: true as const }))],
      });
    }
    return found;
  },
};
