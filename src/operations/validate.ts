export { validDay, validName, validText, validTitle } from '../domain/valid-values.ts';
