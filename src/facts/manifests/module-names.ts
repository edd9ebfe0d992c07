import type { ModuleNames, ModulePattern } from '../file-facts/modules.ts';
import { Findings } from '../findings.ts';
import { JavaScriptSource } from '../javascript/source.ts';
import { membersOf } from './json-object.ts';

/** More than any project has. */
const MOST_PATTERNS = 500;
const MOST_TARGETS = 20;
const DEEPEST = 8;
const LONGEST = 300;
/** Conditions of what a server does not run. */
const LATE = /^(browser|react-native|worker|edge-light|style|sass|less)$/;
/** What a package is, where it does not say under which conditions; `source` is what it was built from. */
const ENTRIES = ['source', 'main', 'module', 'types', 'typings'];

function textAt(source: JavaScriptSource, at: number): string | undefined {
  const { kind, text } = source.at(at);
  return kind === 'string' && text.length <= LONGEST ? text : undefined;
}

/** All paths that a value has, whatever the conditions. */
function targetsAt(source: JavaScriptSource, at: number, depth = 0): string[] {
  const text = textAt(source, at);
  if (text !== undefined) return [text];
  if (depth > DEEPEST) return [];
  if (source.is(at, '['))
    return source.elements(at).flatMap(({ from }) => targetsAt(source, from, depth + 1));
  const members = membersOf(source, at);
  return [false, true]
    .flatMap((late) => members.filter(({ key }) => LATE.test(key) === late))
    .flatMap(({ value }) => targetsAt(source, value.from, depth + 1));
}

function patternsAt(source: JavaScriptSource, at: number, bare = false): ModulePattern[] {
  return membersOf(source, at, bare)
    .filter(({ key }) => key.length <= LONGEST)
    .slice(0, MOST_PATTERNS)
    .map(
      ({ key, value }): ModulePattern => [
        key,
        [...new Set(targetsAt(source, value.from))].slice(0, MOST_TARGETS),
      ],
    )
    .filter(([, targets]) => targets.length > 0);
}

/** What a manifest says of the names of modules, its own and others'; undefined where it says nothing. */
export function packageModules(source: JavaScriptSource): ModuleNames | undefined {
  const members = new Map(membersOf(source, 0).map(({ key, value }) => [key, value.from]));
  const at = (key: string): number => members.get(key) ?? source.tokens.length;
  const name = textAt(source, at('name'));
  const own = membersOf(source, at('exports')).some(({ key }) => key.startsWith('.'));
  const conditions = own ? [] : targetsAt(source, at('exports'));
  const entries = ENTRIES.flatMap((key) => textAt(source, at(key)) ?? []);
  const whole = [...new Set([...conditions, ...entries])].slice(0, MOST_TARGETS);
  const exports = [
    ...(own ? patternsAt(source, at('exports')) : []),
    ...(whole.length > 0 ? [['.', whole] as const] : []),
  ];
  const imports = [
    ...patternsAt(source, at('imports')),
    // https://github.com/ilearnio/module-alias
    ...patternsAt(source, at('_moduleAliases')).flatMap(([alias, targets]): ModulePattern[] => [
      [alias, targets],
      [`${alias}/*`, targets.map((target) => `${target}/*`)],
    ]),
  ];
  const modules = {
    ...(name !== undefined && name !== '' && { name }),
    ...(name !== undefined && name !== '' && exports.length > 0 && { exports }),
    ...(imports.length > 0 && { imports }),
  };
  return Object.keys(modules).length === 0 ? undefined : modules;
}

/** What Babel's `module-resolver` is told: `root`, where any name may begin, and `alias`, wherever they stand in a configuration. */
function resolverModules(source: JavaScriptSource): ModuleNames {
  for (let at = 0; at < source.tokens.length; at++) {
    const plugin = textAt(source, at);
    if (plugin === undefined || !/^(babel-plugin-)?module-resolver$/.test(plugin)) continue;
    const options = new Map(membersOf(source, at + 2, true).map(({ key, value }) => [key, value.from]));
    const [baseUrl] = targetsAt(source, options.get('root') ?? source.tokens.length);
    const paths = patternsAt(source, options.get('alias') ?? source.tokens.length, true).flatMap(
      ([alias, targets]): ModulePattern[] =>
        // A regular expression.
        alias.startsWith('^')
          ? []
          : [
              [alias, targets],
              [`${alias}/*`, targets.map((target) => `${target}/*`)],
            ],
    );
    // Aliases begin at the configuration, not at the root.
    const from =
      baseUrl === undefined ? '' : '../'.repeat(baseUrl.split('/').filter((one) => /[^.]/.test(one)).length);
    return {
      ...(baseUrl !== undefined && { baseUrl }),
      ...(paths.length > 0 && {
        paths: paths.map(([pattern, targets]) => [pattern, targets.map((target) => from + target)] as const),
      }),
    };
  }
  return {};
}

/** Reads what the configuration of a compiler or editor says of modules' names: `tsconfig.json`, `jsconfig.json`, `.babelrc`. */
export function readTsconfig(text: string): Findings {
  const findings = new Findings();
  const source = new JavaScriptSource(text, false);
  if (text.includes('module-resolver')) {
    const found = resolverModules(source);
    if (Object.keys(found).length > 0) findings.modules = found;
    return findings;
  }
  const members = new Map(membersOf(source, 0).map(({ key, value }) => [key, value.from]));
  const options = new Map(
    membersOf(source, members.get('compilerOptions') ?? source.tokens.length).map(({ key, value }) => [
      key,
      value.from,
    ]),
  );
  const extended = targetsAt(source, members.get('extends') ?? source.tokens.length).slice(0, MOST_TARGETS);
  const baseUrl = textAt(source, options.get('baseUrl') ?? source.tokens.length);
  const paths = patternsAt(source, options.get('paths') ?? source.tokens.length);
  const modules = {
    ...(extended.length > 0 && { extends: extended.reverse() }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(paths.length > 0 && { paths }),
  };
  if (Object.keys(modules).length > 0) findings.modules = modules;
  return findings;
}
