import { readParameters } from '../python/functions.ts';
import type { PythonNames } from '../python/names.ts';

const LIBRARY = /^(sqlalchemy|sqlmodel|flask_sqlalchemy)(\.|$)/;

/**
 * Tells whether a source is about SQLAlchemy: by its imports, by a `db` that others made, or by a class that says what its
 * table is called, as no other library asks for it.
 */
export function isAbout({ scopes }: PythonNames): boolean {
  const modules = [...scopes.top.names.values()].flatMap(({ import: found }) => found?.from ?? []);
  modules.push(...scopes.stars.map(({ from }) => from));
  if (modules.some((from) => LIBRARY.test(from))) return true;
  const django = modules.some((from) => /^django(\.|$)/.test(from));
  if (!django && scopes.top.names.get('db')?.import !== undefined) return true;
  return scopes.classes.some(({ scope }) => scope.names.has('__tablename__'));
}

/** Tells a step of Alembic or sqlalchemy-migrate: the tables that one names are as it finds them, or for a while. */
export function isMigration({ source, scopes }: PythonNames): boolean {
  if (scopes.top.names.has('down_revision')) return true;
  const upgrade = scopes.functions.find(({ ref }) => ref === 'upgrade');
  return (
    upgrade !== undefined &&
    readParameters(source, upgrade.statement).some(({ name }) => name === 'migrate_engine')
  );
}
