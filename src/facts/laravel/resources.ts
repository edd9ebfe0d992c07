/** One route of a resource. */
export interface ResourceRoute {
  readonly action: string;
  readonly methods: readonly string[];
  readonly path: string;
}

export interface ResourceOptions {
  readonly api: boolean;
  readonly singleton: boolean;
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly shallow: boolean;
  /** What the parameters of segments are called. */
  readonly parameters: ReadonlyMap<string, string>;
  /** A singleton that can be made or deleted. */
  readonly creatable: boolean;
  readonly destroyable: boolean;
}

type Action = readonly [action: string, methods: readonly string[], behind: 'all' | 'one', end: string];

const PLURAL: readonly Action[] = [
  ['index', ['GET'], 'all', ''],
  ['create', ['GET'], 'all', '/create'],
  ['store', ['POST'], 'all', ''],
  ['show', ['GET'], 'one', ''],
  ['edit', ['GET'], 'one', '/edit'],
  ['update', ['PUT', 'PATCH'], 'one', ''],
  ['destroy', ['DELETE'], 'one', ''],
];
const SINGLE: readonly Action[] = [
  ['create', ['GET'], 'all', '/create'],
  ['store', ['POST'], 'all', ''],
  ['show', ['GET'], 'all', ''],
  ['edit', ['GET'], 'all', '/edit'],
  ['update', ['PUT', 'PATCH'], 'all', ''],
  ['destroy', ['DELETE'], 'all', ''],
];

/** What a parameter is called after its segment. */
function singular(segment: string): string {
  const name = segment.replaceAll('-', '_');
  if (/ies$/.test(name)) return name.replace(/ies$/, 'y');
  if (/(ss|x|ch|sh)es$/.test(name)) return name.slice(0, -2);
  return /[^s]s$/.test(name) ? name.slice(0, -1) : name;
}

/** Finds what `Route::resource('photos.comments', …)` registers, without the slash in front. */
export function resourceRoutes(name: string, options: ResourceOptions): ResourceRoute[] {
  const slash = name.lastIndexOf('/');
  const [front, dotted] = [name.slice(0, slash + 1), name.slice(slash + 1)];
  const segments = dotted.split('.');
  const last = segments.at(-1) ?? '';
  const parameter = (segment: string): string => `{${options.parameters.get(segment) ?? singular(segment)}}`;
  const parents = segments.slice(0, -1).map((segment) => `${segment}/${parameter(segment)}/`);
  const actions = (options.singleton ? SINGLE : PLURAL).filter(([action]) => {
    if (options.api && (action === 'create' || action === 'edit')) return false;
    if (options.singleton && (action === 'create' || action === 'store')) return options.creatable;
    if (options.singleton && action === 'destroy') return options.creatable || options.destroyable;
    return true;
  });
  return actions
    .filter(([action]) => options.only?.includes(action) ?? true)
    .filter(([action]) => options.except?.includes(action) !== true)
    .map(([action, methods, behind, end]) => {
      const one = behind === 'one' ? `/${parameter(last)}` : '';
      const above = options.shallow && behind === 'one' ? '' : parents.join('');
      return { action, methods, path: `${front}${above}${last}${one}${end}` };
    });
}
