import { Findings } from '../findings.ts';
import { MigrationReader } from '../rails/migrations.ts';
import { RubyBody } from './bodies.ts';
import { CallReader } from './calls.ts';
import { readClassCalls } from './class-calls.ts';
import { DefinitionReader, exportedNames } from './definitions.ts';
import { readEnvironment } from './environment.ts';
import { readRequests } from './requests.ts';
import { readServing } from './serving.ts';
import { RubySource } from './source.ts';

const MIGRATION = /(^|\.)Migration(\[|$)/;
/** Names under which a file of Rails says what others must know. */
const SCHEMA = 'rails~schema';

/** `Rails.application.routes.draw do`, wherever it stands. */
function readDrawn(source: RubySource, findings: Findings): void {
  const reader = new CallReader(source);
  for (let at = 0; at < source.tokens.length; at++) {
    const word = source.word(at) ?? '';
    const draws = /^(draw|append|prepend)$/.test(word) && source.is(at - 2, 'routes');
    if ((!draws && word !== 'add_routes') || !source.is(at - 1, '.')) continue;
    let from = at;
    while (from > 0 && !source.isEndOfStatement(from - 1) && source.at(from).line === source.at(at).line)
      from -= 1;
    let block = at;
    while (block < source.tokens.length && !source.isEndOfStatement(block)) {
      if (source.is(block, 'do') || source.is(block, '{')) break;
      block = source.after(block);
    }
    const to = source.after(block);
    if (source.is(block, 'do') || source.is(block, '{')) findings.routing.push(...reader.read({ from, to }));
    at = to - 1;
  }
}

/** What migrations and `schema.rb` do to tables. */
function readTables(source: RubySource, file: RubyBody, findings: Findings): void {
  const reader = new CallReader(source);
  const migration = new MigrationReader();
  for (const { from, to } of file.others) {
    if (!source.is(from, 'ActiveRecord') || !source.is(from + 2, 'Schema')) continue;
    const [define] = reader.read({ from, to });
    if (define?.call !== 'define') continue;
    const version = define.options?.version;
    findings.constants.set(SCHEMA, [typeof version === 'string' ? version.replaceAll('_', '') : '']);
    migration.run(define.block ?? []);
  }
  for (const { parent, body } of file.classes) {
    if (!MIGRATION.test(parent)) continue;
    for (const { name, own } of new RubyBody(source, body).methods)
      if (name === 'change' || name === 'up') migration.run(reader.read(own));
  }
  findings.schema.push(...migration.steps);
}

/** Reads what one Ruby source says on its own. */
export function readRuby(text: string): Findings {
  const source = new RubySource(text);
  const findings = new Findings();
  const file = new RubyBody(source, { from: 0, to: source.tokens.length });
  readEnvironment(source, findings);
  readDrawn(source, findings);
  readServing(source, file, findings);
  readTables(source, file, findings);
  readClassCalls(source, findings);
  findings.definitions.push(...new DefinitionReader(source).read());
  for (const { name, line } of exportedNames(findings.definitions))
    findings.exports.push({ name, of: name, line });
  readRequests(source, file, findings);
  return findings;
}

/** Reads `config/routes.rb` and what stands beside it: statements that mean something only where they are drawn. */
export function readRailsRoutes(text: string): Findings {
  const source = new RubySource(text);
  const findings = new Findings();
  readEnvironment(source, findings);
  findings.routing.push(...new CallReader(source).read({ from: 0, to: source.tokens.length }));
  return findings;
}
