import { describe, expect, test } from 'vitest';
import {
  factsOf,
  listChanges,
  listFacts,
  move,
  remove,
  replace,
  type Step,
  write,
} from '../../../test/fixture-app.ts';

const sources = new Map([
  [
    'src/index.ts',
    "export * from './shapes.js';\nexport { default as makeClient, VERSION as version } from './client.js';\nexport * as math from './math.js';\nexport { z } from 'zod';\n",
  ],
  [
    'src/shapes.ts',
    `export interface Shape {
  /** In degrees. */
  angle: number;
}
export type Kind = 'a' | 'b'
export const enum Colour { Red = 1 }
export abstract class Base<T> implements Shape {
  angle = 1;
  private cache: string[] = [];
  constructor(readonly name: string) {}
  abstract draw(on: T): void;
  static of(name: string) { return new Other(name); }
  get area(): number { return this.cache.length; }
  private hidden() { return 1; }
  resize = async (by: number): Promise<void> => { this.angle *= by; };
}
class Other extends Base<string> { draw() {} }
function unseen() {}
export { Other as Another, unseen as seen };
`,
  ],
  [
    'src/client.ts',
    `export const VERSION = '1' as const;
export default function client(url: string): { get(path: string): Promise<string> } {
  return { get: async (path) => url + path };
}
`,
  ],
  [
    'src/math.ts',
    `export function add(a: number, b: number): number;
export function add(a: string, b: string): string;
export function add(a: any, b: any): any {
  return a + b;
}
export const half = (n: number) => n / 2, { PI: pi, E } = Math;
`,
  ],
  [
    'lib/old.js',
    `const { join } = require('path');
function one(a, b = 2) { return join(a, b); }
module.exports = { one, two: async (x) => x, three: 3, ...require('./more') };
module.exports.four = class Four { five() {} };
`,
  ],
  ['lib/more.js', 'exports.six = function () { return 6; };\nmodule.exports.seven = 7;\n'],
  ['lib/whole.cjs', 'module.exports = function whole(x) { return x; };\n'],
  ['lib/anonymous.mjs', 'export default { a: 1 };\n'],
]);

test('what a file offers to others', () => {
  expect(listFacts(sources, 'symbol').map((line) => line.replace(/^(\S+) {2}.*$/, '$1'))).toEqual(
    [
      'lib/anonymous.mjs#default',
      'lib/more.js#six lib/old.js#six',
      'lib/more.js#seven lib/old.js#seven',
      'lib/old.js#one lib/old.js#three lib/old.js#two lib/old.js#four lib/old.js#four.five',
      'lib/whole.cjs#whole',
      'src/client.ts#VERSION src/index.ts#version src/client.ts#client src/index.ts#makeClient',
      'src/index.ts#math src/index.ts#z',
      'src/math.ts#add src/math.ts#E src/math.ts#half src/math.ts#pi',
      'src/index.ts#Shape src/shapes.ts#Shape src/index.ts#Kind src/shapes.ts#Kind src/index.ts#Colour src/shapes.ts#Colour',
      'src/index.ts#Base src/shapes.ts#Base src/index.ts#Base.draw src/shapes.ts#Base.draw',
      'src/index.ts#Base.of src/shapes.ts#Base.of src/index.ts#Base.area src/shapes.ts#Base.area',
      'src/index.ts#Base.resize src/shapes.ts#Base.resize',
      'src/index.ts#Another src/index.ts#Another.draw src/shapes.ts#Another src/shapes.ts#Another.draw',
      'src/index.ts#seen src/shapes.ts#seen',
    ].flatMap((line) => line.split(' ')),
  );
});

const rows: [what: string, steps: Step[], changes: string[]][] = [
  [
    'a parameter more',
    [replace('src/client.ts', 'url: string)', 'url: string, timeout = 1)')],
    [
      'modifies contract symbol src/client.ts#client  src/client.ts:2',
      'modifies contract symbol src/index.ts#makeClient  src/client.ts:2',
    ],
  ],
  [
    'another return type',
    [replace('src/shapes.ts', 'get area(): number', 'get area(): bigint')],
    [
      'modifies contract symbol src/index.ts#Base.area  src/shapes.ts:13',
      'modifies contract symbol src/shapes.ts#Base.area  src/shapes.ts:13',
    ],
  ],
  [
    'only a body',
    [replace('src/math.ts', 'a + b', 'b + a')],
    ['modifies body symbol src/math.ts#add  src/math.ts:1'],
  ],
  [
    'a private member',
    [replace('src/shapes.ts', 'private hidden() { return 1; }', 'private hidden() { return 2; }')],
    [],
  ],
  [
    'the values of a type',
    [replace('src/shapes.ts', "'a' | 'b'", "'a' | 'b' | 'c'")],
    [
      'modifies contract symbol src/index.ts#Kind  src/shapes.ts:5',
      'modifies contract symbol src/shapes.ts#Kind  src/shapes.ts:5',
    ],
  ],
  [
    'layout, comments, quotes, semicolons',
    [
      replace('src/shapes.ts', "'a' | 'b'", '\n  | "a" // one\n  | "b";'),
      replace('src/shapes.ts', '/** In degrees. */', ''),
      replace('lib/old.js', 'one(a, b = 2)', 'one(\n  a,\n  b = 2,\n)'),
    ],
    [],
  ],
  [
    'a function renamed',
    [replace('src/math.ts', 'half =', 'halve =')],
    ['renames symbol src/math.ts#half -> src/math.ts#halve  src/math.ts:6'],
  ],
  [
    'a class renamed, its methods with it',
    [replace('lib/old.js', 'module.exports.four', 'module.exports.quattro')],
    ['renames symbol lib/old.js#four -> lib/old.js#quattro  lib/old.js:4'],
  ],
  [
    'a method renamed',
    [replace('lib/old.js', 'five() {}', 'six() {}')],
    ['renames symbol lib/old.js#four.five -> lib/old.js#four.six  lib/old.js:4'],
  ],
  [
    'a class removed, its methods with it',
    [replace('lib/old.js', 'module.exports.four = class Four { five() {} };', '')],
    ['removes symbol lib/old.js#four  lib/old.js:4'],
  ],
  [
    'no longer exported',
    [replace('src/shapes.ts', ', unseen as seen', '')],
    [
      'removes symbol src/index.ts#seen  src/shapes.ts:18',
      'removes symbol src/shapes.ts#seen  src/shapes.ts:18',
    ],
  ],
  [
    'a file moved, and the old path passes it on',
    [
      move('src/math.ts', 'src/numbers/math.ts'),
      write(
        'src/math.ts',
        "export { add, half } from './numbers/math.js';\nexport { pi, E } from './numbers/math';",
      ),
    ],
    [
      'adds symbol src/numbers/math.ts#add  src/numbers/math.ts:1',
      'adds symbol src/numbers/math.ts#E  src/numbers/math.ts:6',
      'adds symbol src/numbers/math.ts#half  src/numbers/math.ts:6',
      'adds symbol src/numbers/math.ts#pi  src/numbers/math.ts:6',
    ],
  ],
  [
    'a file moved, and nothing is left at the old path',
    [move('lib/whole.cjs', 'lib/all.cjs')],
    ['renames symbol lib/whole.cjs#whole -> lib/all.cjs#whole  lib/all.cjs:1'],
  ],
  [
    'a name removed and taken by something else in one go',
    [
      replace(
        'lib/more.js',
        'exports.six = function () { return 6; };',
        'exports.sixth = function () { return 6; };',
      ),
      replace('lib/more.js', 'seven = 7', 'six = 7'),
    ],
    [
      'adds symbol lib/more.js#sixth  lib/more.js:1',
      'adds symbol lib/old.js#sixth  lib/more.js:1',
      'removes symbol lib/more.js#seven  lib/more.js:2',
      'modifies contract symbol lib/more.js#six  lib/more.js:2',
      'removes symbol lib/old.js#seven  lib/more.js:2',
      'modifies contract symbol lib/old.js#six  lib/more.js:2',
    ],
  ],
  ['a file gone', [remove('lib/whole.cjs')], ['removes symbol lib/whole.cjs#whole  lib/whole.cjs:1']],
];

describe('what becomes of the symbols', () => {
  test.each(rows)('%s', (_what, steps, changes) => {
    expect(listChanges(sources, steps, ['symbol'])).toEqual(changes);
  });
});

describe('ways to export', () => {
  test.each<[source: string, symbols: string[]]>([
    [
      "module.exports = { get a() { return require('./a'); }, get: 1, async b() {}, *c() {}, set d(v) {}, async: 2 };",
      ['a', 'async', 'b', 'c', 'd', 'get'],
    ],
    ["export const a = make('x') as Box<string>\nexport const b = 1", ['a', 'b']],
    ['export type A<T> = T extends string ? T : void\n/** b */\nexport interface B<P> { p: P }', ['A', 'B']],
    ['export const a = <S = any, D extends Base<S> = Base<S>>(d: D): D => d\nexport const b = 1', ['a', 'b']],
    ['const f = a < b, c = 1\nexport { f, c }', ['c', 'f']],
    ['export class A<T extends { a: 1 }> extends B<{ b: 2 }> { m() {} }', ['A', 'A.m']],
    ['export declare function f(a: string): asserts a is "x"; export declare const c: number;', ['c', 'f']],
    ['const a = 1\nconst b = () => a\nexport { a, b as default }', ['a', 'b']],
    ['export default async () => 1', ['default']],
    ['export default class { m() {} }', ['default', 'default.m']],
    ['module.exports = class A extends B { m() {} };', ['A', 'A.m']],
    ['module.exports = class extends B { m() {} };', ['default', 'default.m']],
    ['declare namespace f { type A = 1 }\ndeclare function f(): f.A\nexport = f', ['A', 'f']],
    [
      "import { D } from './d';\ndeclare namespace f {\n  type A = 1\n  export class B { m(): void }\n  export { A as C, D }\n  export { f as default }\n}\ndeclare function f(): f.A\nexport = f",
      ['B', 'C', 'D', 'f'],
    ],
    [
      'declare const m: m.M;\ndeclare namespace m { interface M { x: 1 } }\ndeclare namespace m { const c: 2 }\nexport = m',
      ['M', 'c', 'm'],
    ],
    ['namespace m { const a = 1; export const b = 2 }\nexport = m', ['b', 'm']],
    ['export = thing; const thing = { a: 1 };', ['thing']],
    ['export namespace N { export const a = 1; }', ['N']],
    [
      '@Injectable()\nexport class S { constructor(private a: A) {} @Get() m(@Body() b: B) {} }',
      ['S', 'S.m'],
    ],
    ['export const f = <T,>(a: T): a is T => true; export let g;', ['f', 'g']],
    ['exports.a = exports.b = function () {};', ['a', 'b']],
    ['export type { T } from "./t"; export { type U } from "./u";', ['T', 'U']],
    ['"export const no = 1"; // export const nope = 1\n`export const none = 1`;', []],
    ['if (x) { exports.hidden = 1; }', []],
    ['export async function* g() {}', ['g']],
    ['export { default } from "./a"', ['default']],
  ])('%s', (source, symbols) => {
    const names = factsOf(new Map([['a.ts', source]])).map(({ name }) => name.slice('a.ts#'.length));
    expect(names.sort()).toEqual(symbols);
  });

  test('what tools are told is nothing that others use', () => {
    const exported = 'module.exports = { one: 1, two: 2 };';
    const paths = [
      '.eslintrc.js',
      '.storybook/main.js',
      'web/webpack.prod.config.js',
      'vite.config.ts',
      'gulpfile.js',
    ];
    expect(listFacts(new Map(paths.map((path) => [path, exported])), 'symbol')).toEqual([]);
    expect(listFacts(new Map([['src/database.config.ts', 'export const url = 1;']]), 'symbol')).toEqual([
      'src/database.config.ts#url  src/database.config.ts:1',
    ]);
  });

  test('exports that lead in a circle end', () => {
    const files = new Map([
      ['a.ts', "export * from './b'; export { x } from './b';"],
      ['b.ts', "export * from './a'; export { x } from './a'; export const y = 1;"],
    ]);
    expect(listFacts(files, 'symbol')).toEqual([
      'a.ts#x  a.ts:1',
      'a.ts#y  b.ts:1',
      'b.ts#x  b.ts:1',
      'b.ts#y  b.ts:1',
    ]);
  });
});
