import { express } from './express.ts';
import { fastapi } from './fastapi.ts';
import { flask } from './flask.ts';
import type { JavaScriptPack, PythonPack, SqlPack } from './pack.ts';
import { sql } from './sql.ts';

/** Every pack there is, by the languages it reads. */
export const javaScriptPacks: readonly JavaScriptPack[] = [express];
export const pythonPacks: readonly PythonPack[] = [fastapi, flask];
export const sqlPacks: readonly SqlPack[] = [sql];
