import type { Ref } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import type { TreePack } from './pack.ts';

/** What all lists of one source are mounted on. */
export const TORNADO_ROUTES: Ref = '~tornado';
/** Tornado, and what has it inside. */
const TORNADO = /^(tornado|jupyter_server|jupyterhub|notebook|cyclone)(\.|$)/;

/** Lists of patterns and handlers look alike elsewhere: they are routes only in a tree that has Tornado. */
export const tornadoTrees: TreePack = {
  name: 'tornado-trees',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    let known = false;
    for (const [path, file] of files) {
      if (file.language !== 'python') continue;
      known ||= file.imports?.some(({ from }) => TORNADO.test(from)) === true;
      if (known) return new Map();
      const { routers } = file;
      if (!routers?.some(({ id }) => id === TORNADO_ROUTES)) continue;
      found.set(path, { ...file, routers: routers.filter(({ id }) => id !== TORNADO_ROUTES) });
    }
    return found;
  },
};
