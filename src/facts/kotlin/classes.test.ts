import { expect, test } from 'vitest';
import { listFacts } from '../../../test/fixture-app.ts';

test.each<[what: string, source: string, symbols: string[]]>([
  [
    'what is public without a word',
    'class A\ninternal class B\nprivate fun c() {}\nprotected val d = 1\nfun e() = 1',
    ['A', 'e'],
  ],
  [
    'type parameters, and what they must be',
    'inline fun <reified T : Any> a(x: T): List<T> where T : B<T> {}\nclass C<in T : D<T>> : E<T>()',
    ['C', 'a'],
  ],
  [
    'what extends types',
    'fun <T> T?.a() = 1\ninfix fun Map<Int, List<Int>>.b(o: Int) = 2\nval <T> List<T>.c: T get() = this[0]\nval String?.d get() = 3',
    ['a', 'b', 'c', 'd'],
  ],
  [
    'expressions over several lines',
    'fun a() =\n  b()\n    .c { fun d() {} }\nfun e() = object : F {\n  override fun g() {}\n}\nval h = 1',
    ['a', 'e', 'h'],
  ],
  [
    'accessors and delegates',
    'var a = 1\n  private set(value) { field = value }\nval b by lazy { c() }\nclass D { val e get() = 1\n  fun f() {} }',
    ['D', 'D.f', 'a', 'b'],
  ],
  [
    'constructors',
    'class A @Inject internal constructor(val b: Int = c(1), d: E<F, G>) : H(b, { it }), I by d {\n  constructor() : this(1)\n  init { fun no() {} }\n  fun j() {}\n}',
    ['A', 'A.j'],
  ],
  [
    'what a companion has',
    'class A { companion object B : C() { fun d() {} private fun e() {} } }',
    ['A', 'A.d'],
  ],
  [
    'enums',
    'enum class A(val b: Int) : C { D(1) { fun no() {} }, E(2); fun f() {}\n  companion object { fun g() {} } }',
    ['A', 'A.f', 'A.g'],
  ],
  [
    'kinds of classes',
    'data object A\nfun interface B { fun c() }\nsealed interface D { data class E(val f: Int) : D }\n@JvmInline value class G(val h: Int)\nannotation class I',
    ['A', 'B', 'B.c', 'D', 'D.E', 'G', 'I'],
  ],
  [
    'classes without a body, one behind the other',
    'class A\nclass B : C()\ninterface D\nobject E',
    ['A', 'B', 'D', 'E'],
  ],
  [
    'words that are names too',
    'fun a() {\n  val data = 1\n  data = value\n}\nfun open(data: Data, value: Int = 1) = value\nval inner = 2',
    ['a', 'inner', 'open'],
  ],
  [
    'texts',
    `val a = """\n  fun no() {}\n  \${b { "}" }}\n"""\nval c = "class No { $a"\nfun d() {}`,
    ['a', 'c', 'd'],
  ],
  ['contexts', 'fun a() = 1\ncontext(B) fun c() {}\n@D context(E)\nfun f() {}', ['a', 'c', 'f']],
  ['several on one line', 'val a = 1; val b = 2; fun c() {}; class D', ['D', 'a', 'b', 'c']],
])('%s', (_what, source, symbols) => {
  const found = listFacts(new Map([['a.kt', source]]), 'symbol');
  expect(found.map((line) => line.slice(line.indexOf('#') + 1, line.indexOf('  '))).sort()).toEqual(symbols);
});
