import { ERROR_CODES } from '../../errors.ts';
import { ANSWERS } from './answers.ts';
import { DEFINITIONS } from './definitions.ts';
import { FILES } from './files.ts';
import { FLAG, listOf, object, orNull, type Schema, TEXT } from './shapes.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

const ERROR = object({
  code: { enum: ERROR_CODES },
  message: TEXT,
  hint: orNull(TEXT),
  template: orNull(TEXT),
  alternatives: listOf(TEXT),
  retryable: FLAG,
  details: { type: 'object' },
});

export interface SchemaKind {
  readonly kind: string;
  readonly of: 'answer' | 'file';
}

/** All kinds that have a schema: answers of `--json`, and files. */
export const SCHEMA_KINDS: readonly SchemaKind[] = [
  ...[...Object.keys(ANSWERS), 'error'].sort().map((kind): SchemaKind => ({ kind, of: 'answer' })),
  ...Object.keys(FILES).map((kind): SchemaKind => ({ kind, of: 'file' })),
];

/** The names that a schema refers to, and those that they refer to. */
function namesUsed(schema: Schema): ReadonlySet<string> {
  const names = new Set<string>();
  const look = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/\$defs\/(\w+)"/g))
      if (name !== undefined) names.add(name);
  };
  look(schema);
  // A Set iterates over what is added during the walk.
  for (const name of names) look(DEFINITIONS[name] ?? {});
  return names;
}

/** The schema of a kind by itself: of an answer with its envelope. Undefined where there is no such kind. */
export function schemaOf(kind: string): Schema | undefined {
  const known = SCHEMA_KINDS.find((one) => one.kind === kind);
  if (known === undefined) return undefined;
  const body = known.of === 'file' ? (FILES[kind] ?? {}) : enveloped(kind);
  const definitions = [...namesUsed(body)].sort().map((name) => [name, DEFINITIONS[name]]);
  return {
    $schema: DIALECT,
    $id: `urn:git-task:1:${kind}`,
    title: known.of === 'file' ? kind : `git-task/1 ${kind}`,
    ...body,
    ...(definitions.length === 0 ? {} : { $defs: Object.fromEntries(definitions) }),
  };
}

function enveloped(kind: string): Schema {
  const head = { schema: { const: 'git-task/1' }, kind: { const: kind } };
  return kind === 'error'
    ? object({ ...head, error: ERROR })
    : object({ ...head, data: ANSWERS[kind] ?? {} });
}
