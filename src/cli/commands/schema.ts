import { nearest } from '../../domain/nearest.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[kind]',
  examples: ['schema', 'schema task', 'schema plan_file'],
  async run(call) {
    const { SCHEMA_KINDS, schemaOf } = await import('../schemas/schemas.ts');
    const [kind] = call.args;
    if (kind === undefined) {
      call.out.answer({
        kind: 'schema_list',
        data: () => SCHEMA_KINDS,
        text: () => SCHEMA_KINDS.map((one) => `${one.of.padEnd(6)}  ${one.kind}`),
      });
      return;
    }
    const schema = schemaOf(kind);
    const names = SCHEMA_KINDS.map((one) => one.kind);
    const close = nearest(kind, names, 3);
    if (schema === undefined)
      throw call.usage(`"${kind.slice(0, 40)}" is not a kind of answer or file`, [
        ...(close === undefined ? [] : [`git task schema ${close}`]),
        'git task schema',
      ]);
    call.out.answer({
      kind: 'schema',
      data: () => schema,
      text: () => JSON.stringify(schema, null, 2).split('\n'),
    });
  },
};
