import { MigrationReader } from '../laravel/migrations.ts';
import { readScript } from '../sql/statements.ts';
import type { PhpPack } from './pack.ts';
import { sql } from './sql.ts';

/** https://laravel.com/docs/migrations */
export const laravelSchema: PhpPack = {
  name: 'laravel-schema',
  family: 'php',
  read: (names, findings) =>
    new MigrationReader(names, findings, (text, found) => sql.read(readScript(text), found)).read(),
};
