import { beforeAll, describe, expect, test } from 'vitest';
import type { ReadSymbols, SourceSymbols } from '../domain/source-symbols.ts';
import { loadSyntax } from './syntax.ts';

const FILES = ['a.js', 'a.ts', 'a.tsx', 'a.py', 'a.go', 'a.java', 'a.rb', 'a.rs', 'a.php', 'a.cs'];
let readSymbols: ReadSymbols;
beforeAll(async () => {
  readSymbols = await loadSyntax(FILES);
});

function read(path: string, text: string): SourceSymbols {
  const symbols = readSymbols(path, text);
  if (symbols === undefined) throw new Error(`${path} was not read`);
  return symbols;
}

describe('names of symbols', () => {
  test.each<[string, string, string]>([
    ['a.js', 'function outer() { function inner() { const x = 1; } }', 'outer outer.inner outer.inner.x'],
    ['a.js', 'class A { #p = 1; m() {} static s() {} get x() { return 1; } }', 'A A.#p A.m A.s A.x'],
    ['a.js', 'const o = { a() {}, b: 1, "c-d": 2 }; const { s, t: u } = o;', 'o o.a o.b o.c-d s u'],
    ['a.js', 'exports.a = 1; module.exports.b = f; A.prototype.m = function () {};', 'A.m a b'],
    ['a.js', 'class A { constructor() { this.x = 1; this.y.z = 2; } }', 'A A.constructor A.x'],
    ['a.js', 'const a = (module.exports = function b() {}); let c, d; c = exports.e = 1;', 'a a.b c d e'],
    ['a.py', 'a = b = 1\ndef f():\n  c = d = 1', 'a b f f.c f.d'],
    ['a.js', 'each(() => { function helper() {} });', 'helper'],
    ['a.ts', 'interface I { a: string; m(): void } type T = { b: 1 }', 'I I.a I.m T T.b'],
    ['a.ts', 'enum E { A, B = 2 } namespace N.M { export const x = 1 }', 'E E.A E.B N.M N.M.x'],
    ['a.ts', 'class C { constructor(private y: string, z: number) {} }', 'C C.constructor C.y'],
    [
      'a.tsx',
      'export const Page = () => { const go = () => 1; return <a onClick={go}>x</a>; };',
      'Page Page.go',
    ],
    [
      'a.py',
      'class A:\n  f: int\n  g = 1\n  def m(self):\n    self.z = 1\n    def i(): pass',
      'A A.f A.g A.m A.m.i A.z',
    ],
    ['a.py', 'a, b = 1, 2\n_hidden = lambda: 1', '_hidden a b'],
    [
      'a.go',
      'type T struct { F, g int }\nfunc (t *T) Run() { n := 1 }\nvar x, y = 1, 2',
      'T T.F T.Run T.Run.n T.g x y',
    ],
    [
      'a.go',
      'type L[K any] []K\nfunc (l L[K]) Len() int { return 0 }\ntype I interface { M() }',
      'I I.M L L.Len',
    ],
    [
      'a.java',
      'class C { private int x, y; C() {} void m() { int z; } enum E { A } }',
      'C C.C C.E C.E.A C.m C.m.z C.x C.y',
    ],
    [
      'a.rb',
      'module M\n class A\n  X = 1\n  attr_reader :f\n  def m; @i = 1; end\n  def self.s; end\n end\nend',
      'M M.A M.A.X M.A.f M.A.i M.A.m M.A.s',
    ],
    [
      'a.rs',
      'struct S<T> { x: T }\nimpl<T> S<T> { fn m(&self) { fn n() {} } }\nmod a { const K: u8 = 1; }',
      'S S.m S.m.n S.x a a.K',
    ],
    [
      'a.php',
      '<?php namespace A; class C { const K = 1; private $x; function __construct(private $y) {} }',
      'C C.K C.__construct C.x C.y',
    ],
    [
      'a.cs',
      'namespace N { class C { int x; int P { get; } void M() { void L() {} } enum E { A } } }',
      'C C.E C.E.A C.M C.M.L C.P C.x',
    ],
  ])('%s: %s', (path, text, names) => {
    const symbols = read(path, text);
    expect([...symbols.names].sort().join(' ')).toBe(names);
    expect(symbols.sound).toBe(true);
  });
});

describe('where a symbol is', () => {
  test.each<[string, string, string, string]>([
    ['a.ts', 'A.m', '// c\n@D()\nexport class A {\n  // c\n  @x()\n  m() {\n  }\n}', '5-7'],
    ['a.ts', 'A', '// c\n@D()\nexport class A {\n  // c\n  @x()\n  m() {\n  }\n}', '2-8'],
    ['a.ts', 'f', 'function f(a: string): void;\nfunction f(a: any) {\n}', '1-1,2-3'],
    ['a.ts', 'f', 'export const\n  f = () => {\n};', '1-3'],
    ['a.py', 'f', 'x = 1\n@cache\n@log\ndef f():\n  return 1\n', '2-5'],
    ['a.rs', 'f', '#[test]\nfn f() {\n}\n#[a]\nfn g() {}', '1-3'],
    ['a.rs', 'g', '#[test]\nfn f() {\n}\n#[a]\nfn g() {}', '4-5'],
    ['a.java', 'C.x', 'class C {\n  @A\n  private\n  int x;\n}', '2-4'],
  ])('%s#%s', (path, name, text, lines) => {
    const found = read(path, text).find(name);
    expect(found?.places.map(({ line, endLine }) => `${line}-${endLine}`).join()).toBe(lines);
  });
});

describe('a symbol is found by', () => {
  const text =
    'module M\n class A\n  def run; end\n  def stop; end\n end\n class B\n  def stop; end\n end\nend';
  test.each<[string, string | undefined]>([
    ['M.A.run', 'M.A.run'],
    ['M::A#run', 'M.A.run'],
    ['run', 'M.A.run'],
    ['B.stop', 'M.B.stop'],
    ['stop', undefined],
    ['ru', undefined],
    ['nothing', undefined],
  ])('%s', (name, found) => expect(read('a.rb', text).find(name)?.name).toBe(found));
});

test('of several names with one end the outermost is meant', () => {
  expect(read('a.js', 'each(() => { class A { x() { const x = 1; } } });').find('x')?.name).toBe('A.x');
});

describe('what makes no difference', () => {
  const of = (path: string, name: string, text: string) => {
    const found = read(path, text).find(name);
    return [found?.contract, found?.body];
  };
  test.each<[string, string, string]>([
    [
      'a.ts',
      'function f(a: string) { return a; }',
      '// c\nfunction f(\n  a: string\n) {\n  // c\n  return a\n}',
    ],
    ['a.py', 'def f(a):\n  return a', 'def f(a):\n    """Says."""\n    return a  # c'],
    ['a.cs', 'class C { void f() { a(); } }', 'class C\n{\n  void f()\n  {\n    a(); // c\n  }\n}'],
  ])('%s: layout and comments of %s', (path, one, other) =>
    expect(of(path, 'f', other)).toEqual(of(path, 'f', one)),
  );

  test.each<[string, string, string, boolean, boolean]>([
    ['a.ts', 'function f() { return "a b"; }', 'function f() { return "a  b"; }', true, false],
    ['a.ts', 'const f = (a) => a;', 'const f = (a, b) => a;', false, true],
    ['a.ts', 'const f = (a) => a;', 'const f = (a) => 1;', true, false],
    ['a.go', 'func f() int { return 1 }', 'func f() int { return 2 }', true, false],
    ['a.rb', 'def f(a)\n 1\nend', 'def f(a, b)\n 1\nend', false, true],
  ])('but %s: %s -> %s', (path, one, other, sameContract, sameBody) => {
    const [a, b] = [of(path, 'f', one), of(path, 'f', other)];
    expect([a[0] === b[0], a[1] === b[1]]).toEqual([sameContract, sameBody]);
  });
});

describe('a text that does not follow the grammar', () => {
  test('is not sound, and says which symbols are broken', () => {
    const symbols = read('a.ts', 'function a() { return 1; }\nfunction b() { return (; }\n');
    expect(symbols.sound).toBe(false);
    expect([symbols.find('a')?.broken, symbols.find('b')?.broken]).toEqual([false, true]);
  });

  test.each<[string, string | undefined]>([
    ['(', 'a.ts'],
    ['`${', 'a.ts'],
    ['<', 'a.tsx'],
    ['{[(', 'a.js'],
    ['class A { ', 'a.java'],
    ['def f(', 'a.py'],
    ['#[', 'a.rs'],
  ])('may repeat %j as often as it likes', (part, path = 'a.ts') => {
    const symbols = readSymbols(path, part.repeat(20_000));
    expect(symbols?.sound ?? false).toBe(false);
  });

  test('is not read where it is too large, or of a language that was not asked for', async () => {
    expect(readSymbols('a.ts', ' '.repeat(600_000))).toBeUndefined();
    expect(readSymbols('a.txt', '')).toBeUndefined();
    expect((await loadSyntax(['a.py']))('a.ts', 'let a')).toBeUndefined();
  });
});
