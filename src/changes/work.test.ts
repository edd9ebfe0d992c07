import { describe, expect, test } from 'vitest';
import type { CodeChange } from '../domain/change.ts';
import { joinChanges, segmentsOf } from './work.ts';

/** `b<a own` a commit, newest first: its parents behind `<`, and whether it is its task's. */
function commits(...texts: string[]): { oid: string; parents: string[]; own: boolean }[] {
  return texts.map((text) => {
    const [, oid = '', parents = '', own] = /^(\w+)<([\w,]*)( own)?$/.exec(text) ?? [];
    return { oid, parents: parents.split(',').filter(Boolean), own: own !== undefined };
  });
}

describe('commits of one task become segments', () => {
  test.each<[string, string[], string[]]>([
    ['none', [], []],
    ['one after the other', ['c<b own', 'b<a own'], ['a..c']],
    ['with one of another task between', ['d<c own', 'c<b', 'b<a own'], ['a..b', 'c..d']],
    ['with a merge between', ['d<c own', 'c<b,x own', 'b<a own'], ['a..b', 'c..d']],
    ['behind those of others', ['c<b own', 'b<a'], ['b..c']],
    ['the first of all', ['a< own'], []],
  ])('%s', (_, texts, expected) => {
    const segments = segmentsOf(commits(...texts));
    expect(segments.map(({ before, after }) => `${before}..${after}`)).toEqual(expected);
  });
});

describe('changes of several segments', () => {
  const change = (text: string): CodeChange => {
    const [relation, name = ''] = text.split(' ');
    if (relation !== 'adds' && relation !== 'removes' && relation !== 'modifies') throw new Error(text);
    return { relation, kind: 'env', name, certainty: 'exact', path: 'a', line: 1 };
  };
  const join = (...segments: string[][]): string[] =>
    joinChanges(segments.map((texts) => texts.map(change))).map(
      ({ relation, name }) => `${relation} ${name}`,
    );

  test.each<[string, string[][], string[]]>([
    ['one segment, as it is', [['adds A', 'removes B']], ['adds A', 'removes B']],
    ['added, then removed: never was', [['adds A'], ['removes A']], []],
    ['removed, then added: modified', [['removes A'], ['adds A']], ['modifies A']],
    ['added twice', [['adds A'], ['adds A']], ['adds A', 'adds A']],
    ['added, removed, added', [['adds A'], ['removes A'], ['adds A']], ['adds A']],
    ['of several things', [['adds A', 'modifies C'], ['removes B']], ['adds A', 'modifies C', 'removes B']],
  ])('%s', (_, segments, expected) => expect(join(...segments)).toEqual(expected));
});
