import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePaths } from '../../src/changes/path-order.ts';
import { ListedTree } from '../../src/changes/source-list.ts';
import { affectedParts } from '../../src/facts/affected.ts';
import { compareFacts } from '../../src/facts/compare-facts.ts';
import type { FileFacts } from '../../src/facts/file-facts.ts';
import { type Language, languageOf } from '../../src/facts/language.ts';
import { outlineOf } from '../../src/facts/outline.ts';
import { readFacts } from '../../src/facts/read-facts.ts';
import { resolveFacts } from '../../src/facts/resolve-facts.ts';
import type { Tree } from '../../src/facts/tree.ts';
import { readApp, type Sources } from '../fixture-app.ts';

const numRuns = process.env.GIT_TASK_CAMPAIGN === '1' ? 5000 : 150;
const names = readdirSync(join(import.meta.dirname, '..', '..', 'fixtures', 'apps'));
const apps = names.map(readApp);
/** Apps of several languages in one tree, each below a directory of its own. */
const together: Sources = new Map(
  // Where anything is loaded by its place, whole trees are compared.
  names
    .filter((name) => name !== 'fastify')
    .flatMap((name) => [...readApp(name)].map(([path, text]) => [`${name}/${path}`, text] as const)),
);

const known = new Map<string, FileFacts>();
function read(language: Language, text: string): FileFacts {
  const key = `${language} ${text}`;
  const facts = known.get(key) ?? readFacts(language, text);
  known.set(key, facts);
  return facts;
}

function treeOf(sources: Sources): Tree {
  const files = [...sources].flatMap(([path, text]) => {
    const language = languageOf(path);
    if (language === undefined) return [];
    const facts = (): FileFacts => read(language, text);
    return [[path, { language, key: text, facts, outline: () => outlineOf(facts()) }] as const];
  });
  return new ListedTree(new Map(files.sort(([a], [b]) => comparePaths(a, b))));
}

function whole(tree: Tree): ReadonlyMap<string, FileFacts> {
  return new Map([...tree].map(([path, file]) => [path, file.facts()]));
}

/** One edit: of what file, where, and what is done there. */
const edit = fc.record({
  file: fc.nat(),
  other: fc.nat(),
  does: fc.constantFrom(
    'remove',
    'move',
    'copy',
    'drop line',
    'double line',
    'rename word',
    'swap',
    'cut',
    'add',
  ),
  at: fc.nat(),
  to: fc.nat(),
});

type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never;

function apply(
  files: Map<string, string>,
  moved: Map<string, string>,
  { file, other, does, at, to }: Edit,
): void {
  const paths = [...files.keys()].filter((path) => languageOf(path) !== undefined);
  const path = paths[file % paths.length] ?? '';
  const second = paths[other % paths.length] ?? '';
  const text = files.get(path) ?? '';
  const lines = text.split('\n');
  const line = at % lines.length;
  const words = text.match(/[A-Za-z_]\w{2,}/g) ?? ['none'];
  const word = words[at % words.length] ?? '';
  const folder = second.slice(0, second.lastIndexOf('/') + 1);
  const elsewhere =
    folder + path.slice(path.lastIndexOf('/') + 1).replace(/(?=\.\w+$)/, at % 2 === 0 ? '' : '2');
  switch (does) {
    case 'remove':
      files.delete(path);
      break;
    case 'move':
      files.delete(path);
      files.set(elsewhere, text);
      if (at % 3 > 0) moved.set(path, elsewhere);
      break;
    case 'copy':
      files.set(elsewhere, text);
      break;
    case 'drop line':
      files.set(path, lines.toSpliced(line, 1).join('\n'));
      break;
    case 'double line':
      files.set(path, lines.toSpliced(to % lines.length, 0, lines[line] ?? '').join('\n'));
      break;
    case 'rename word':
      files.set(path, text.replaceAll(word, words[to % words.length] ?? ''));
      break;
    case 'swap':
      files.set(path, files.get(second) ?? '');
      break;
    case 'cut':
      files.set(path, text.slice(0, at % (text.length + 1)));
      break;
    case 'add':
      files.set(
        path,
        `${text}\n${lines[line] ?? ''}\nexport const ${word}2 = ${word};\nexport * from './${path.split('/').at(-1)}';\n`,
      );
  }
}

test('what a change can reach gives the same changes as the whole trees', () => {
  let different = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...apps, together),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      fc.array(edit, { maxLength: 2 }),
      (app, edits, first) => {
        const old = new Map(app);
        for (const one of first) apply(old, new Map(), one);
        const [now, moved] = [new Map(old), new Map<string, string>()];
        for (const one of edits) apply(now, moved, one);
        const [before, after] = [treeOf(old), treeOf(now)];
        const expected = compareFacts(resolveFacts(whole(before)), resolveFacts(whole(after)), moved);
        const parts = affectedParts(before, after);
        const found = compareFacts(
          resolveFacts(parts.before, parts.same),
          resolveFacts(parts.after, parts.same),
          moved,
        );
        expect(found).toEqual(expected);
        if (expected.length > 0) different += 1;
      },
    ),
    { numRuns },
  );
  // Edits that change nothing would prove nothing.
  expect(different).toBeGreaterThan(numRuns / 2);
});

const typeormUser =
  "import { Entity, Column } from 'typeorm';\n@Entity()\nexport class User { @Column() firstName: string; }\n";
const drizzleUser =
  "import { pgTable, text } from 'drizzle-orm/pg-core';\nexport const users = pgTable('users', { firstName: text() });\n";
const sequelizeUser =
  "const { DataTypes } = require('sequelize');\nmodule.exports = (db) => db.define('User', { firstName: DataTypes.STRING });\n";

test.each([
  [
    'typeorm',
    typeormUser,
    'export const db = new DataSource({ namingStrategy: new SnakeNamingStrategy() });',
  ],
  [
    'drizzle',
    drizzleUser,
    "import { drizzle } from 'drizzle-orm/node-postgres';\nexport const db = drizzle(url, { casing: 'snake_case' });",
  ],
  [
    'sequelize',
    sequelizeUser,
    "const { Sequelize } = require('sequelize');\nmodule.exports = new Sequelize('x', { define: { underscored: true } });",
  ],
])('how %s calls all columns reaches models that nothing of it names', (_library, model, settings) => {
  const [before, after] = [
    treeOf(
      new Map([
        ['db.js', settings],
        ['user.ts', model],
      ]),
    ),
    treeOf(
      new Map([
        ['db.js', 'export const db = 1;'],
        ['user.ts', model],
      ]),
    ),
  ];
  const parts = affectedParts(before, after);
  const found = compareFacts(
    resolveFacts(parts.before, parts.same),
    resolveFacts(parts.after, parts.same),
    new Map(),
  );
  expect(found).toEqual(compareFacts(resolveFacts(whole(before)), resolveFacts(whole(after)), new Map()));
  expect(found).toContainEqual(
    expect.objectContaining({ kind: 'column', relation: 'renames', path: 'user.ts' }),
  );
});
