import { springSettings } from '../spring/spring-settings.ts';
import { controllerFronts } from './decorated-controllers.ts';
import { djangoSettings } from './django-settings.ts';
import { eggRouters } from './egg.ts';
import { fastifyAutoload } from './fastify-autoload.ts';
import { fileRouters } from './file-routers.ts';
import { jaxrsFronts } from './jaxrs.ts';
import { laravelFiles } from './laravel-files.ts';
import { loadedModules } from './loaded-modules.ts';
import { nestConventions } from './nest-conventions.ts';
import { nestDecorators } from './nest-decorators.ts';
import { next } from './next.ts';
import type { TreePack } from './pack.ts';
import { rack } from './rack.ts';
import { rails } from './rails.ts';
import { razorPages } from './razor-pages.ts';
import { symfonyFiles } from './symfony-files.ts';
import { tornadoTrees } from './tornado-trees.ts';

/** Every pack that reads where the files of a tree stand. Apart from those that read sources: most calls need no reader. */
export const treePacks: readonly TreePack[] = [
  fastifyAutoload,
  loadedModules,
  eggRouters,
  next,
  fileRouters,
  laravelFiles,
  djangoSettings,
  rails,
  razorPages,
  symfonyFiles,
  rack,
  springSettings,
  jaxrsFronts,
  controllerFronts,
  nestDecorators,
  nestConventions,
  tornadoTrees,
];
