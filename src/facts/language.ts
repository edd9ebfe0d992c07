import { mayDescribeApi } from './openapi/document-path.ts';
import { mayDescribeFunctions } from './serverless/places.ts';
import { mayConfigureSpring } from './spring/config-places.ts';
import { mayHoldSymfonyRoutes } from './symfony/route-places.ts';

const LANGUAGES = [
  'javascript',
  'typescript',
  'tsx',
  'python',
  'go',
  'gomod',
  'npm',
  'tsconfig',
  'dotenv',
  'requirements',
  'pyproject',
  'java',
  'kotlin',
  'csharp',
  'nuget',
  'razor',
  'php',
  'composer',
  'symfony-routes',
  'serverless',
  'ruby',
  'rails-routes',
  'gems',
  'sql',
  'liquibase',
  'prisma',
  'rust',
  'cargo',
  'openapi',
  'graphql',
  'page',
  'spring-config',
] as const;

/** What a reader must know of a file before it looks inside. */
export type Language = (typeof LANGUAGES)[number];

const BY_NAME: ReadonlyMap<string, Language> = new Map(LANGUAGES.map((name) => [name, name]));

/** The language of a name, as somebody wrote it down. */
export function languageCalled(name: string): Language | undefined {
  return BY_NAME.get(name);
}

/** By the end of the name, without the dot. `.js` may hold JSX, `.ts` may not: `<T>x` is a cast there. */
const EXTENSIONS: ReadonlyMap<string, Language> = new Map([
  ['js', 'javascript'],
  ['jsx', 'javascript'],
  ['mjs', 'javascript'],
  ['cjs', 'javascript'],
  ['ts', 'typescript'],
  ['mts', 'typescript'],
  ['cts', 'typescript'],
  ['tsx', 'tsx'],
  ['py', 'python'],
  ['go', 'go'],
  ['mod', 'gomod'],
  ['java', 'java'],
  ['kt', 'kotlin'],
  ['cs', 'csharp'],
  ['csproj', 'nuget'],
  ['cshtml', 'razor'],
  ['php', 'php'],
  ['rb', 'ruby'],
  ['rake', 'ruby'],
  ['ru', 'ruby'],
  ['gemspec', 'gems'],
  ['sql', 'sql'],
  ['prisma', 'prisma'],
  ['rs', 'rust'],
  ['yaml', 'openapi'],
  ['yml', 'openapi'],
  ['json', 'openapi'],
  ['xml', 'liquibase'],
  ['properties', 'spring-config'],
  ['graphql', 'graphql'],
  ['graphqls', 'graphql'],
  ['gql', 'graphql'],
]);

/** The same of files that are known by more than that: manifests, pages. */
const KNOWN_BY_PLACE: ReadonlySet<string> = new Set(
  'vue svelte astro mdx toml txt in props gemfile env example sample template dist default defaults'.split(
    ' ',
  ),
);

/** Where Liquibase has its change logs: `db/changelog/`, `liquibase/`, `changelog-1.0.xml`. */
const CHANGE_LOG = /(^|[/._-])(change-?logs?|change-?sets?|liquibase)([/._-]|$)/i;

/** What Cargo builds, and what it builds only to try a package: tests, examples, benchmarks. */
const NOT_OURS_IN_RUST = /(^|\/)(target|benches|examples)\/|(^|\/)tests?\.rs$|_tests\.rs$/;

/** Manifests of Python, known by their whole names: `pyproject.toml`, `dev-requirements.in`, `requirements/base.txt`. */
function pythonManifest(name: string, directory: string | undefined): Language | undefined {
  if (name === 'pyproject.toml') return 'pyproject';
  const listed = name.includes('requirements') || directory === 'requirements';
  return listed && /\.(txt|in)$/.test(name) ? 'requirements' : undefined;
}

/** In Ruby it is by their places that files are told apart. */
function rubyLanguage(path: string): Language | undefined {
  if (/(^|\/)(Gemfile|gems\.rb)$/.test(path)) return 'gems';
  // The templates of generators are sources to come.
  if (
    /(^|\/)(spec|test|features\/(support|step_definitions))\/.*\.(rb|rake)$|(^|\/)generators\/.*\/?templates\//.test(
      path,
    )
  )
    return undefined;
  return /(^|\/)(config\/routes(\.rb$|\/.*\.rb$)|config\.ru$)/.test(path) ? 'rails-routes' : 'ruby';
}

/** What TypeScript and editors are told, and what several projects share of it. */
function isTsconfig(name: string, directory: string | undefined): boolean {
  if (
    /^([jt]sconfig([.-][\w.-]+)?\.json|\.babelrc(\.json|\.c?js)?|babel\.config\.(json|[cm]?js))$/.test(name)
  )
    return true;
  return name.endsWith('.json') && /^(ts-?config|typescript-?config)s?$/.test(directory ?? '');
}

/** What browsers are shown at the path where the file stands: known by its place alone. */
function isPage(name: string, directories: readonly string[]): boolean {
  if (name.endsWith('.svelte')) return /^\+page(@.*)?\.svelte$/.test(name);
  if (name === 'page.mdx') return directories.includes('app');
  return /\.(vue|astro|mdx)$/.test(name) && directories.includes('pages');
}

/** Examples of what a `.env` may hold: they are kept with the sources, the file itself is not. */
const DOTENV = /^\.env\.(\w+\.)?(example|sample|template|dist|defaults?)$|^(example|sample)\.env$/;

/** Directories whose files were not written here, or are made anew by every build. */
const NOT_OURS: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'vendor',
  'third_party',
  'site-packages',
  'dist',
  'generated',
  '__generated__',
  '__pycache__',
  '.git',
  '.next',
  '.nuxt',
  '.output',
  '.svelte-kit',
  '.turbo',
  '.yarn',
  '.venv',
  'venv',
]);

/** `app.min.js`, `app.bundle.js`, `api.generated.ts`, `schema.gen.ts`, `api_pb2.py`, `service_pb.js`, `.pnp.cjs`. */
const GENERATED_NAME = /[.-](min|bundle|generated|gen)\.\w+$|_pb(2|2_grpc)?\.\w+$|^\.pnp\./;

/** What Laravel and the editors' helpers for PHP write, templates, and texts for what is yet to be generated. */
const MADE_PHP =
  /\.blade\.php$|(^|\/)(storage\/framework|bootstrap\/cache|stubs)\/|(^|\/)(_ide_helper[^/]*|\.phpstorm\.meta)\.php$/;

/** What tools write beside sources in C#, builds and their snapshots included; and tests, by project and by file. */
const NOT_OURS_IN_CSHARP =
  /(^|\/)(obj|bin)\/|\.([Dd]esigner|g|g\.i)\.cs$|ModelSnapshot\.cs$|(^|\/)[^/]*([.-]tests?|Tests?)\/|[a-z\d](Tests?|TestBase)\.cs$/;

/** Tests register routes and make tables of their own, which nobody outside them relies on. */
const TEST_PATH =
  /(^|\/)(__tests__|__mocks__|tests?|testdata|e2e|cypress)\/|[._-](test|spec|e2e|stories|cy)\.\w+$|(^|\/)(test_[^/]*|tests|conftest)\.py$|(^|\/)src\/\w*Test\/|[a-z\d](Tests?|TestCase|IT)\.(java|kt)$|(^|\/)Tests\/.*\.php$|[a-z\d](Test|TestCase|Cest)\.php$/;

/** The way back of a migration: `001.down.sql`, `down.sql`, `U2__users.sql`, `rollback/…`. */
const DOWN_SCRIPT =
  /(^|[._/-])(down|undo|rollback)([._/-][^/]*)?\.sql$|\/(down|undo|rollbacks?)\/|(^|\/)U\d[^/]*\.sql$/i;

/** Tells whether what a file names is read: of pages and configurations it is only known what they are there for. */
export function readsNames(path: string): boolean {
  const language = languageOf(path);
  return language !== undefined && !/^(page|tsconfig|spring-config)$/.test(language);
}

/** Tells whether files describe what others are offered, whoever wrote them down: people or tools. */
export function isDescription(language: Language): boolean {
  return language === 'openapi' || language === 'graphql';
}

/**
 * Tells by a path alone how its source is read; undefined for what holds no facts of this project: other languages,
 * packages of others, build output, minified and generated files, tests. Lockfiles have no language.
 */
export function languageOf(path: string): Language | undefined {
  const extension = path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/')) + 1).toLowerCase();
  const usual = EXTENSIONS.get(extension);
  if (usual === undefined && !KNOWN_BY_PLACE.has(extension)) return undefined;
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  const language =
    (name === 'package.json' ? 'npm' : name === 'composer.json' ? 'composer' : undefined) ??
    (isPage(name, segments) ? 'page' : undefined) ??
    (mayDescribeFunctions(name) ? 'serverless' : undefined) ??
    (mayHoldSymfonyRoutes(path) ? 'symfony-routes' : undefined) ??
    (mayConfigureSpring(segments, name) ? 'spring-config' : undefined) ??
    (isTsconfig(name, segments.at(-1)) ? 'tsconfig' : undefined) ??
    usual ??
    pythonManifest(name, segments.at(-1)) ??
    (name === 'Cargo.toml' ? 'cargo' : undefined) ??
    (/^Directory\.(Packages|Build)\.props$/.test(name) ? 'nuget' : undefined) ??
    (DOTENV.test(name) ? 'dotenv' : name === 'Gemfile' ? 'gems' : undefined);
  if (language === 'spring-config' && !mayConfigureSpring(segments, name)) return undefined;
  if (language === undefined || (!name.includes('.') && language !== 'gems')) return undefined;
  if (language === 'liquibase' || (language === 'openapi' && !name.endsWith('.json'))) {
    const isLog = CHANGE_LOG.test(path) && !TEST_PATH.test(path) && !segments.includes('target');
    if (isLog) return segments.some((segment) => NOT_OURS.has(segment)) ? undefined : 'liquibase';
    if (language === 'liquibase') return undefined;
  }
  if ((language === 'rust' || language === 'cargo') && NOT_OURS_IN_RUST.test(path)) return undefined;
  if (/^(csharp|nuget|razor)$/.test(language) && NOT_OURS_IN_CSHARP.test(path)) return undefined;
  if (language === 'razor' && !segments.includes('Pages')) return undefined;
  if (language === 'gomod' && name !== 'go.mod') return undefined;
  if (language === 'php' && MADE_PHP.test(path)) return undefined;
  if (language === 'openapi' && !mayDescribeApi(segments, name)) return undefined;
  if (isDescription(language)) {
    // Descriptions are committed where they are made by tools, too, and `-spec` is no test of them.
    const directory = `${segments.join('/')}/`;
    return TEST_PATH.test(directory) || segments.some((segment) => NOT_OURS.has(segment))
      ? undefined
      : language;
  }
  if (GENERATED_NAME.test(name) || segments.some((segment) => NOT_OURS.has(segment))) return undefined;
  if (language === 'ruby') return TEST_PATH.test(path) ? undefined : rubyLanguage(path);
  return TEST_PATH.test(path) || (language === 'sql' && DOWN_SCRIPT.test(path)) ? undefined : language;
}
