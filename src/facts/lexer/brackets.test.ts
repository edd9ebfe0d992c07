import { expect, test } from 'vitest';
import type { Language } from '../language.ts';
import { readFacts } from '../read-facts.ts';
import { pairBrackets } from './brackets.ts';
import { lexJava } from './java-lexer.ts';
import { TokenCursor } from './token-cursor.ts';

test.each<[text: string, partners: number[]]>([
  ['a(b[c]){d}', [-1, 6, -1, 5, -1, 3, 1, 9, -1, 7]],
  ['(]', [2, 1]],
  ['([)', [2, 2, 0]],
  ['{ )', [2, 1]],
])('%s', (text, partners) => {
  expect([...pairBrackets(lexJava(text))]).toEqual(partners);
});

test('what is nested deeper than anybody writes ends the source', () => {
  const closed = pairBrackets(lexJava(`a${'('.repeat(500)}${')'.repeat(500)}`));
  expect([closed.length, closed[1], closed[200]]).toEqual([201, 201, 201]);
  const near = pairBrackets(lexJava('['.repeat(200) + ']'.repeat(200)));
  expect([near.length, near[0], near[199]]).toEqual([400, 399, 200]);
  const cursor = new TokenCursor(lexJava('['.repeat(500)));
  expect([cursor.tokens.length, cursor.after(0), cursor.at(200).text]).toEqual([200, 200, '']);
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
