import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareFacts } from '../../src/facts/compare-facts.ts';
import { languageOf } from '../../src/facts/language.ts';
import { lexCSharp } from '../../src/facts/lexer/csharp-lexer.ts';
import { lexGo } from '../../src/facts/lexer/go-lexer.ts';
import { lexGraphql } from '../../src/facts/lexer/graphql-lexer.ts';
import { lexJava } from '../../src/facts/lexer/java-lexer.ts';
import { lexJavaScript } from '../../src/facts/lexer/javascript-lexer.ts';
import { lexKotlin } from '../../src/facts/lexer/kotlin-lexer.ts';
import { lexPhp } from '../../src/facts/lexer/php-lexer.ts';
import { lexRuby } from '../../src/facts/lexer/ruby-lexer.ts';
import { lexRust } from '../../src/facts/lexer/rust-lexer.ts';
import { lexSql } from '../../src/facts/lexer/sql-lexer.ts';
import { readFacts } from '../../src/facts/read-facts.ts';
import { resolveFacts } from '../../src/facts/resolve-facts.ts';
import { factsOf, readApp, type Sources } from '../fixture-app.ts';

const numRuns = process.env.GIT_TASK_CAMPAIGN === '1' ? 5000 : 100;
const apps = [
  'express',
  'fastify',
  'koa',
  'hono',
  'nestjs',
  'next',
  'sql',
  'fastapi',
  'flask',
  'python-classes',
  'django',
  'sqlalchemy',
  'gin',
  'chi',
  'net-http',
  'gorm',
  'go-tables',
  'go-helpers',
  'spring',
  'kotlin',
  'liquibase',
  'ktor',
  'jpa',
  'aspnet',
  'rails',
  'rack',
  'laravel',
  'doctrine',
  'symfony',
  'prisma',
  'drizzle',
  'openapi',
  'graphql',
  'typeorm',
  'nest-data',
  'knex',
  'alembic',
  'rust',
  'sea-orm',
  'axum',
  'more-frameworks',
  'workspaces',
  'node-routers',
  'adonis',
  'sequelize',
  'file-routers',
  'express-loads',
  'egg',
  'serverless',
].map(readApp);
const files = apps.flatMap((app) => [...app]).filter(([path]) => languageOf(path) !== undefined);

/** What opens something, ends it, or begins what the readers look for. */
const SNIPPETS = [
  ...'(){}[]<>`\'"/\\.,;:=@#$*!?|&\n '.split(''),
  ...['${', '=>', '/*', '*/', '//', '--', '$$', '</a>', '<a ', "''", '\u2028', '\ud800', '\0', 'é'],
  ...[
    'export ',
    'import ',
    'from ',
    'class ',
    'function ',
    'const a = ',
    'return ',
    'require(',
    'this.',
    'new ',
  ],
  ...[
    '.get("/x", ',
    '.use(',
    '.register(',
    '.basePath(',
    '.prefix(',
    '@Get(',
    '@Module({ imports: [',
    '.route(',
    '[route.method](',
    '[{ method: "get", path: "/x", ',
    'module.exports = ',
    'default ',
    'func ',
    'func(r chi.Router) {',
    ':= ',
    'type T struct {',
    '.Group("/x")',
    'func (a *App) get(path string, h H) {\n',
    'a.get("/x", ',
    '.AddRoutes([]rest.Route{{',
    '"""',
    '\nimport peewee\n',
    '\nfrom bottle import route\n',
    '\nfrom tortoise import fields\n',
    '@GetMapping(',
    '@interface ',
    'companion object {',
    '<column name="x">',
    '<![CDATA[',
    '"${',
    'fun A<B>.c(',
    '$@"{',
    '[HttpGet(',
    'namespace ',
    '#if false\n',
    '.MapGroup(',
    'CREATE TABLE ',
    'ALTER TABLE ',
    'pub fn ',
    'impl<T> ',
    'r#"',
    "&'a ",
    '#[cfg(test)]\n',
    'pub use a::{',
    'model A {',
    'pgTable("a", {',
    ' AS ',
  ],
  ...[
    '<?php ',
    '?>',
    'Route::get("/x", ',
    'Route::controller("x", "XController"',
    'config.Routes.MapHttpRoute("a", "{controller}/{id}", new { ',
    'public DbSet<X> Xs { get; ',
    'b.Entity<X>(x => { x.ToTable("x").Property(y => y.z',
    '->group(function () {',
    'foreach ([1] as $x) {',
    '<<<EOT\n',
    '"{$a[',
    'def f(',
    '@app.get("/x")\n',
    'urlpatterns += [',
    'path("x", ',
    '(?P<x>',
    'include("a.urls")',
    'as_view(',
  ],
  ...['- ', ': ', '$ref: ', 'openapi: 3.0.0\n', '&a ', '*a', '|\n', 'type Query {', 'extend ', 'gql`'],
  ...['#{', ' do |x|\n', 'end\n', '<<~X\n', '%w[', ' if x\n', 'class << self\n'],
  ...['resources :x', 'namespace :x do\n', 'scope "(:x)"', 'create_table :x do |t|\n'],
];

/** A source with parts taken out, doubled, or put in where nobody would. */
const broken = fc
  .tuple(
    fc.constantFrom(...files),
    fc.array(fc.tuple(fc.nat(), fc.nat(80), fc.constantFrom(...SNIPPETS, ''), fc.boolean()), {
      maxLength: 8,
    }),
  )
  .map(([[path, source], edits]) => {
    let text = source;
    for (const [place, length, snippet, double] of edits) {
      const at = place % (text.length + 1);
      const end = Math.min(at + length, text.length);
      text = text.slice(0, at) + snippet + text.slice(double ? at : end);
    }
    return { path, text };
  });

describe('whatever a source says', () => {
  test('it is read without failing, into plain JSON that is not much longer, the same each time', () => {
    fc.assert(
      fc.property(broken, ({ path, text }) => {
        const language = languageOf(path) ?? 'sql';
        const facts = readFacts(language, text);
        const json = JSON.stringify(facts);
        expect(JSON.parse(json)).toEqual(facts);
        expect(json.length).toBeLessThan(1000 + 20 * text.length);
        expect(readFacts(language, text)).toEqual(facts);
        for (const { line, endLine } of [...(facts.routes ?? []), ...(facts.definitions ?? [])]) {
          expect(line).toBeGreaterThan(0);
          expect(endLine).toBeGreaterThanOrEqual(line);
          expect(endLine).toBeLessThanOrEqual(text.split('\n').length);
        }
      }),
      { numRuns },
    );
  });

  test('tokens are in order, none within another', () => {
    fc.assert(
      fc.property(broken, ({ text }) => {
        for (const tokens of [
          lexJavaScript(text, true),
          lexJavaScript(text, false),
          lexSql(text),
          lexGo(text),
          lexJava(text),
          lexKotlin(text),
          lexCSharp(text),
          lexRuby(text),
          lexRust(text),
          lexPhp(`<?php ${text}`).map(({ start, end }) => ({ start: start - 6, end: Math.max(end - 6, 0) })),
          lexGraphql(text),
        ]) {
          let last = 0;
          for (const { start, end } of tokens) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThanOrEqual(start);
            last = end;
          }
          expect(last).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns },
    );
  });

  test('a tree with it is resolved and compared', () => {
    const [app = new Map()] = apps;
    const before = factsOf(app);
    fc.assert(
      fc.property(broken, ({ path, text }) => {
        const now: Sources = new Map([...app, [path, text]]);
        const after = factsOf(now);
        for (const { kind, name } of compareFacts(before, after)) expect(`${kind}:${name}`).not.toBe(':');
        expect(compareFacts(after, after)).toEqual([]);
      }),
      { numRuns: Math.ceil(numRuns / 5) },
    );
  });
});

test('names that lead in a circle, or nowhere, end', () => {
  const text =
    "export * from './a'; import { a } from './a'; a.b().get('/x', a); a.use('/y', a); export { a };";
  const facts = readFacts('typescript', text);
  expect(resolveFacts(new Map([['a.ts', facts]])).map(({ name }) => name)).toEqual(['a.ts#a']);
});
