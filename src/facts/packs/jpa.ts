import { readEntities } from '../java/entities.ts';
import type { JavaPack } from './pack.ts';

/** Entities of https://jakarta.ee/specifications/persistence, and of Spring Data JDBC. */
export const jpa: JavaPack = {
  name: 'jpa',
  family: 'java',
  read: readEntities,
};
