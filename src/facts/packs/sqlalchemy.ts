import { readTables } from '../sqlalchemy/models.ts';
import type { PythonPack } from './pack.ts';

/** https://www.sqlalchemy.org, Flask-SQLAlchemy and SQLModel. */
export const sqlalchemy: PythonPack = {
  name: 'sqlalchemy',
  family: 'python',
  read: readTables,
};
