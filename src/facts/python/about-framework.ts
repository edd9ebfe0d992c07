import type { Framework } from './framework.ts';
import type { PythonNames } from './names.ts';

/** The top-level modules that a source imports from. */
export function importedModules({ scopes }: PythonNames): string[] {
  return [...scopes.bindings.values()].map(({ import: found }) => found?.from.split('.')[0] ?? '');
}

/** FastAPI and Flask look alike: what comes from elsewhere belongs to the one that the source imports. */
export function isAbout(names: PythonNames, { modules, typed }: Framework): boolean {
  const imported = importedModules(names);
  const others = [
    'fastapi',
    'fastapi_utils',
    'fastapi_restful',
    'starlette',
    'aiohttp',
    'ninja',
    'sanic',
    'falcon',
    'tornado',
    'bottle',
  ];
  if (imported.some((module) => modules.includes(module))) return true;
  return !typed && !imported.some((module) => others.includes(module));
}
