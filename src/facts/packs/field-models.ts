import { readFieldModels } from '../python/field-models.ts';
import type { PythonPack } from './pack.ts';

/** https://docs.peewee-orm.com. */
export const peewee: PythonPack = {
  name: 'peewee',
  family: 'python',
  read(names, findings) {
    if (!names.source.mentions('peewee') && !names.source.mentions('playhouse')) return;
    readFieldModels(names, findings, {
      modules: /^(peewee|playhouse)(\.|$)/,
      relation: /^ForeignKeyField$/,
      noColumn: /^(ManyToManyField|CompositeKey)$/,
      column: ['column_name', 'db_column'],
      table: ['table_name', 'db_table'],
    });
  },
};

/** https://tortoise.github.io. */
export const tortoise: PythonPack = {
  name: 'tortoise',
  family: 'python',
  read(names, findings) {
    if (!names.source.mentions('tortoise')) return;
    readFieldModels(names, findings, {
      modules: /^tortoise(\.|$)/,
      relation: /^(ForeignKeyField|OneToOneField)$/,
      noColumn: /^ManyToManyField$/,
      column: ['source_field'],
      table: ['table'],
    });
  },
};
