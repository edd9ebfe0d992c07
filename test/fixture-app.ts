import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CodeChange } from '../src/domain/change.ts';
import type { Fact } from '../src/domain/fact.ts';
import { joinTree } from '../src/facts/compare/join-trees.ts';
import { compareFacts } from '../src/facts/compare-facts.ts';
import { languageOf } from '../src/facts/language.ts';
import { readFacts } from '../src/facts/read-facts.ts';
import { resolveFacts } from '../src/facts/resolve-facts.ts';

/** The files of a tree by path. */
export type Sources = ReadonlyMap<string, string>;

/** One edit of a tree; `moved` is what git would call a rename. */
export type Step = (files: Map<string, string>, moved: Map<string, string>) => void;

/** A row of a table of changes: what the edits come to, one line each. */
export type ChangeRow = [what: string, steps: readonly Step[], changes: readonly string[]];

/** A tree of a few files, by path. */
export function treeOf(files: Readonly<Record<string, string>>): Sources {
  return new Map(Object.entries(files));
}

/** Reads a fixture app: `fixtures/apps/<name>`. */
export function readApp(name: string): Sources {
  const root = join(import.meta.dirname, '..', 'fixtures', 'apps', name);
  const files = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8'));
  }
  return files;
}

/** Replaces a text that must be there, once. */
export function replace(path: string, old: string, text: string): Step {
  return (files) => {
    const source = files.get(path) ?? '';
    if (source.split(old).length !== 2) throw new Error(`${path} does not have this once: ${old}`);
    files.set(
      path,
      source.replace(old, () => text),
    );
  };
}

export function write(path: string, text: string): Step {
  return (files) => void files.set(path, text);
}

export function remove(path: string): Step {
  return (files) => {
    if (!files.delete(path)) throw new Error(`there is no ${path}`);
  };
}

export function move(from: string, to: string): Step {
  return (files, moved) => {
    const text = files.get(from);
    if (text === undefined) throw new Error(`there is no ${from}`);
    files.delete(from);
    files.set(to, text);
    moved.set(from, to);
  };
}

export function factsOf(sources: Sources): readonly Fact[] {
  const files = [...sources].flatMap(([path, text]) => {
    const language = languageOf(path);
    // What is kept between runs is JSON: nothing may be lost by it.
    return language === undefined
      ? []
      : [[path, JSON.parse(JSON.stringify(readFacts(language, text)))] as const];
  });
  return resolveFacts(new Map(files));
}

/** Names and places of the facts of one kind: `GET /users src/users.ts:5`, `… GET /users` where the front is unknown. */
export function listFacts(sources: Sources, kind: string): string[] {
  return joinTree(factsOf(sources))
    .filter((fact) => fact.kind === kind)
    .map(({ name, certainty, path, line }) => `${certainty === 'exact' ? '' : '… '}${name}  ${path}:${line}`);
}

/** As `listFacts`, without the places. */
export function listNames(sources: Sources, kind: string): string[] {
  return listFacts(sources, kind).map((line) => line.slice(0, line.indexOf('  ')));
}

function show({ relation, aspect, kind, name, to, certainty, path, line }: CodeChange): string {
  const what = [relation, aspect, kind, name, ...(to === undefined ? [] : ['->', to])]
    .filter(Boolean)
    .join(' ');
  return `${certainty === 'exact' ? '' : '? '}${what}  ${path}:${line}`;
}

/** What some edits do to a tree. */
function changesOf(sources: Sources, steps: readonly Step[]): readonly CodeChange[] {
  const files = new Map(sources);
  const moved = new Map<string, string>();
  for (const step of steps) step(files, moved);
  return compareFacts(factsOf(sources), factsOf(files), moved);
}

/** What some edits do to a tree, by every name it has, one line each; `? ` in front of what is not sure. */
export function listChanges(sources: Sources, steps: readonly Step[], kinds: readonly string[]): string[] {
  return changesOf(sources, steps)
    .filter(({ kind }) => kinds.includes(kind))
    .map(show);
}

/** A test for each row of what edits of a tree come to. */
export function testChanges(sources: Sources, kinds: readonly string[], rows: readonly ChangeRow[]): void {
  test.each(rows)('%s', (_what, steps, changes) => {
    expect(listChanges(sources, steps, kinds)).toEqual(changes);
  });
}

/** What some edits do to symbols as it is told: what is passed on with its definition. */
export function listToldOnce(sources: Sources, steps: readonly Step[]): string[] {
  return changesOf(sources, steps)
    .filter(({ kind, passedOn }) => kind === 'symbol' && passedOn !== true)
    .map((change) => show(change) + (change.also === undefined ? '' : `  also ${change.also.join(', ')}`));
}
