import { expect, test } from 'vitest';
import type { Language } from '../language.ts';
import { readFacts } from '../read-facts.ts';
import { pairBrackets } from './brackets.ts';
import { lexJava } from './java-lexer.ts';

test.each<[text: string, partners: number[]]>([
  ['a(b[c]){d}', [-1, 6, -1, 5, -1, 3, 1, 9, -1, 7]],
  ['(]', [2, 1]],
  ['([)', [2, 2, 0]],
  ['{ )', [2, 1]],
])('%s', (text, partners) => {
  expect([...pairBrackets(lexJava(text))]).toEqual(partners);
});

test('what stands deeper than anybody writes has no partner', () => {
  const partner = pairBrackets(lexJava('('.repeat(500) + ')'.repeat(500)));
  expect([partner[0], partner[199], partner[200], partner[499]]).toEqual([999, 800, 200, 499]);
  expect([partner[500], partner[799], partner[800], partner[999]]).toEqual([500, 799, 199, 0]);
  const unclosed = pairBrackets(lexJava('['.repeat(500)));
  expect([unclosed[0], unclosed[199], unclosed[200]]).toEqual([500, 500, 200]);
});

const KTOR = 'import io.ktor.server.routing.*\nfun Route.users() {\n';
const SPRING = 'import org.springframework.web.reactive.function.server.*\n';

test.each<[language: Language, front: string, unit: string]>([
  ['kotlin', KTOR, 'route("/x") {\n'],
  ['kotlin', KTOR, 'authenticate {\n'],
  ['kotlin', 'import io.ktor.server.routing.*\n', 'routing {\n'],
  ['kotlin', `${SPRING}class A {\n@Bean fun users() = router {\n`, '"/x".nest {\n'],
  ['java', `${SPRING}class A { RouterFunction<X> users() { return route()`, '.path("/x", b -> b\n'],
  ['java', `${SPRING}class A { RouterFunction<X> users() { return `, 'nest(path("/x"),\n'],
  ['typescript', 'import express from "express";\nconst app = express();\n', 'app.get("/x",\n'],
])('readers of %s go no deeper: %s%s', (language, front, unit) => {
  expect(() => readFacts(language, front + unit.repeat(4000))).not.toThrow();
});
