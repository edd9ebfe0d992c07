import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareFacts } from '../../src/facts/compare-facts.ts';
import type { FileFacts } from '../../src/facts/file-facts.ts';
import { type Language, languageOf } from '../../src/facts/language.ts';
import { readFacts } from '../../src/facts/read-facts.ts';
import { resolveFacts } from '../../src/facts/resolve-facts.ts';
import { readApp } from '../fixture-app.ts';
import { countWork, READING, RESOLVING } from '../work-counter.ts';

const campaign = process.env.GIT_TASK_CAMPAIGN === '1';
const numRuns = campaign ? 20_000 : 150;

/** Every fixture app there is: one that is added is taken in by itself. */
const sources = readdirSync(join(import.meta.dirname, '../../fixtures/apps'))
  .flatMap((name) => [...readApp(name)])
  .flatMap(([path, text]) => {
    const language = languageOf(path);
    return language === undefined ? [] : [{ language, text }];
  });
const languages = [...new Set(sources.map(({ language }) => language))].sort();

const OPENERS = [
  '(',
  '[',
  '{',
  '<',
  '`',
  '`${',
  '"',
  "'",
  '"""',
  '/*',
  '//',
  '#',
  '<<A\n',
  '%w[',
  '$"{',
  'f"{',
  '<?php ',
  '@',
  '|',
];
const ODD = [
  '\0',
  '\u0007',
  '\u001b[31m',
  '\u2028',
  '\ufeff',
  '\ud800',
  '\udc00',
  '\r',
  '\r\n',
  '\t',
  '\\',
  '\u{1f600}',
];

/** One thing that goes wrong with a text. */
type Mutation = (text: string) => string;

function lines(change: (all: string[]) => string[]): Mutation {
  return (text) => change(text.split('\n')).join('\n');
}

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.nat().map((at) => lines((all) => all.toSpliced(at % all.length, 1))),
  fc
    .tuple(fc.nat(), fc.integer({ min: 1, max: 20 }))
    .map(([at, count]) =>
      lines((all) => all.toSpliced(at % all.length, 0, ...Array(count).fill(all[at % all.length]))),
    ),
  fc.tuple(fc.nat(), fc.nat()).map(([one, other]) =>
    lines((all) => {
      const [a, b] = [one % all.length, other % all.length];
      return all.with(a, all[b] ?? '').with(b, all[a] ?? '');
    }),
  ),
  fc.nat().map(
    (at): Mutation =>
      (text) =>
        text.slice(0, at % (text.length + 1)),
  ),
  fc.nat().map(
    (at): Mutation =>
      (text) =>
        text.slice(at % (text.length + 1)),
  ),
  fc.tuple(fc.nat(), fc.constantFrom('(', ')', '[', ']', '{', '}', '<', '>')).map(
    ([at, bracket]): Mutation =>
      (text) => {
        const found = text.indexOf(bracket, at % (text.length + 1));
        return found === -1 ? text : text.slice(0, found) + text.slice(found + 1);
      },
  ),
  fc.tuple(fc.nat(), fc.constantFrom(...OPENERS, ...ODD), fc.constantFrom(1, 1, 1, 2, 300)).map(
    ([at, part, count]): Mutation =>
      (text) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + part.repeat(count) + text.slice(place);
      },
  ),
  fc.constant((text: string) => text.replaceAll('\n', '\r\n')),
  fc.constant((text: string) => text.replaceAll('\n', ' ')),
  fc.constant((text: string) => text.replaceAll(/[ \t]+/g, '')),
);

function read(language: Language, text: string): FileFacts {
  return readFacts(language, text);
}

describe('whatever becomes of a source', () => {
  // Readers hung where a text ended behind `range` or `self.`: random cuts hardly ever end there.
  test('it may end behind any word', () => {
    const step = campaign ? 1 : 40;
    for (const [index, { language, text }] of sources.entries())
      for (const [number, { index: at, 0: word }] of [...text.matchAll(/\w+|[^\w\s]/g)].entries())
        if ((number + index) % step === 0)
          expect(readFacts(language, text.slice(0, at + word.length)).language).toBe(language);
  });

  test('it is read without failing, the same each time, into no more than it says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.array(mutation, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...languages, undefined),
        ({ language: own, text: source }, mutations, other) => {
          const text = mutations.reduce((now, mutate) => mutate(now), source);
          const language = other ?? own;
          const facts = read(language, text);
          const json = JSON.stringify(facts);
          expect(json.length).toBeLessThan(2000 + 20 * text.length);
          expect(JSON.stringify(read(language, text))).toBe(json);
          const resolved = resolveFacts(new Map([['source', facts]]));
          expect(compareFacts(resolved, resolved)).toEqual([]);
        },
      ),
      { numRuns },
    );
  });
});

/** What, said over and over, may tempt a reader to look at everything behind it again each time. */
const REPEATED = [
  ...[
    '(',
    '[',
    '{',
    '{[(',
    ')]}',
    '<',
    'a<b<',
    'A<B,',
    '`${',
    '`',
    '"',
    "'",
    '"""',
    '/* ',
    '# ',
    '$"{',
    'f"{',
    '<<A\n',
    '<<<A\n',
  ],
  ...[
    '%w[ ',
    ') /a/ ',
    '/ ',
    '.a()',
    'a.',
    'a,',
    'a = ',
    'a:',
    'a ? b : ',
    'a & ',
    '| A ',
    '!',
    '...',
    ';',
    '\n',
    '\\',
    '\ud800',
  ],
  ...[
    '@A()\n',
    '@',
    '@GetMapping("/x") ',
    '#[a(',
    "import a from './a'\n",
    'import a\n',
    'const a = b; const b = a;\n',
  ],
  ...[
    'function f(a){ ',
    '(a)=>',
    '{a:',
    'class A { m() { ',
    'if(a) ',
    'a(b,',
    'new A(',
    'f(function(a) { ',
    'async (',
    'await ',
  ],
  ...[
    'type A = ',
    'export ',
    'export const a = ',
    'exports.a = ',
    'module.exports = ',
    "require('a').",
    'const {a: ',
    'a = b = ',
  ],
  ...[
    'app.get("/x", f)\n',
    '.get("/x",f)',
    'app.use("/x", ',
    'r.route("/x", ',
    'path("x", include(',
    'r.Group("/x"); ',
  ],
  ...[
    'def f(\n',
    'def f():\n ',
    'class A(B):\n x = 1\n',
    'lambda x: ',
    'with a as b:\n ',
    'self.a = self.',
    'func f() { ',
  ],
  ...[
    'struct{ ',
    'interface A extends ',
    'enum A { a = ',
    'namespace A { ',
    '[HttpGet("',
    'app.MapGet("/x", ',
    '<?php ',
    '<a b={',
    '<a>',
  ],
  ...[
    'do ',
    'end ',
    'get "/x" do\n',
    'module A\n',
    'class A < B\n',
    'mod a { ',
    'm!{ ',
    "'a ",
    'return ',
    'case 1: ',
  ],
  ...[
    'CREATE TABLE a (',
    'ALTER TABLE a ADD b int;\n',
    'a int, ',
    '$$',
    '[a.b]\n',
    'a = [',
    'A=B\n',
    '{"a":',
    'type A { a(b: ',
    'model A {\n a ',
  ],
];

/** Lines that nobody takes for those of a tool. */
function repeat(part: string, count: number): string {
  const perLine = Math.max(1, Math.floor(60 / part.length));
  const line = part.repeat(perLine);
  return `${line}\n`.repeat(Math.ceil(count / perLine));
}

const FEW = campaign ? 1000 : 80;
/** Four times the text may take four times the work, and a little for what grows by its depth. */
const LINEAR = 4.7;

describe.each(languages)('the work of reading %s grows as the text does', (language) => {
  test('with parts repeated', () => {
    const excessive = REPEATED.flatMap((part) => {
      const [less, more] = [FEW, 4 * FEW].map((count) => {
        const text = repeat(part, count);
        return countWork(READING, () => read(language, text));
      });
      return (more ?? 0) > LINEAR * (less ?? 0) + 500 ? [`${JSON.stringify(part)}: ${less} -> ${more}`] : [];
    });
    expect(excessive).toEqual([]);
  });

  test('with whole sources repeated', () => {
    const excessive = sources
      .filter((source) => source.language === language)
      .slice(0, campaign ? 100 : 6)
      .flatMap(({ text }) => {
        const [less, more] = [2, 8].map((count) =>
          countWork(READING, () => read(language, `${text}\n`.repeat(count))),
        );
        return (more ?? 0) > LINEAR * (less ?? 0) + 500 ? [`${text.slice(0, 60)}: ${less} -> ${more}`] : [];
      });
    expect(excessive).toEqual([]);
  });
});

/** How much more work four times as many files may be. */
const GROWTH = {
  linear: LINEAR,
  /** Every file leads to every other one, and what is said of them is as much. */
  squared: 18,
};

/** Trees of as many files as one likes, that lead to each other in every way. */
const TREES: readonly (readonly [
  string,
  keyof typeof GROWTH,
  (at: number, count: number) => readonly [string, string],
])[] = [
  [
    'passed on in a ring',
    'squared',
    (at, count) => [`f${at}.ts`, `export * from './f${(at + 1) % count}';\nexport const a${at} = 1;\n`],
  ],
  [
    'passed on by name in a ring',
    'squared',
    (at, count) => [`f${at}.ts`, `export { a } from './f${(at + 1) % count}';\n`],
  ],
  [
    'routers mounted on each other in a ring',
    'squared',
    (at, count) => [
      `f${at}.ts`,
      `import { Router } from 'express';\nimport { r as next } from './f${(at + 1) % count}';\nexport const r = Router();\nr.use('/a', next);\nr.get('/x${at}', f);\n`,
    ],
  ],
  [
    'routers mounted twice on the one before',
    'squared',
    (at) => [
      `f${at}.ts`,
      `import { Router } from 'express';\nimport { r as next } from './f${at + 1}';\nexport const r = Router();\nr.use('/a', next);\nr.use('/b', next);\nr.get('/x', f);\n`,
    ],
  ],
  [
    'names that stand for each other',
    'linear',
    (at, count) => [
      `f${at}.ts`,
      `import { b as c } from './f${(at + 1) % count}';\nexport const b = c;\nb.get('/x', c);\nb.use(c);\n`,
    ],
  ],
  [
    'blueprints within blueprints',
    'squared',
    (at, count) => [
      `f${at}.py`,
      `from flask import Blueprint\nfrom f${(at + 1) % count} import bp as other\nbp = Blueprint("f${at}", __name__, url_prefix="/${at}")\nbp.register_blueprint(other)\n@bp.get("/x")\ndef x(): pass\n`,
    ],
  ],
  [
    'URLs included in a ring',
    'squared',
    (at, count) => [
      `f${at}/urls.py`,
      `from django.urls import include, path\nurlpatterns = [path("a/", include("f${(at + 1) % count}.urls")), path("x", v)]\n`,
    ],
  ],
  [
    'classes derived from each other',
    'linear',
    (at, count) => [
      `f${at}.py`,
      `from f${(at + 1) % count} import M as B\nfrom django.db import models\nclass M(B, models.Model):\n    a${at} = models.IntegerField()\n`,
    ],
  ],
  [
    'tables that are renamed in turn',
    'linear',
    (at) => [
      `${String(at).padStart(6, '0')}.sql`,
      `ALTER TABLE t${at} RENAME TO t${at + 1};\nCREATE TABLE t0 (a int);\n`,
    ],
  ],
];

describe('the work of resolving and comparing a tree is bounded by what it leads to', () => {
  test.each(TREES)('%s: %s', (_, growth, file) => {
    const [less = 0, more = 0] = [1, 4].map((times) => {
      const count = times * (campaign ? 60 : 30);
      const files = new Map(
        Array.from({ length: count }, (_one, at) => file(at, count)).flatMap(([path, text]) => {
          const language = languageOf(path);
          return language === undefined ? [] : [[path, read(language, text)] as const];
        }),
      );
      const fewer = new Map([...files].slice(1));
      return countWork(RESOLVING, () => compareFacts(resolveFacts(files), resolveFacts(fewer)));
    });
    expect(less).toBeGreaterThan(0);
    expect(more).toBeLessThan(GROWTH[growth] * less + 500);
  });
});

test('work that does not grow as the text does is noticed', () => {
  const quadratic = (size: number) => (): void => {
    for (let one = 0; one < size; one++) for (let two = 0; two < size; two++) /x/.exec('');
  };
  expect(countWork(READING, quadratic(40))).toBeGreaterThan(LINEAR * countWork(READING, quadratic(10)));
});
