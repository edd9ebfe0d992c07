import type { FileFacts } from '../file-facts.ts';
import { RackServer, ROUTER } from '../rack/server.ts';
import type { TreePack } from './pack.ts';

/** https://sinatrarb.com and https://github.com/ruby-grape/grape: classes that serve what they say. */
export const rack: TreePack = {
  name: 'rack',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    const serves = ({ routing = [] }: FileFacts): boolean => routing.some(({ call }) => call === 'class');
    if (![...files.values()].some(serves)) return found;
    for (const [path, routes] of new RackServer(files).routes) {
      const file = files.get(path);
      if (file === undefined) continue;
      found.set(path, {
        ...file,
        routers: [...(file.routers ?? []), { id: ROUTER, pack: 'rack', root: true }],
        routes: [...(file.routes ?? []), ...routes],
      });
    }
    return found;
  },
};
