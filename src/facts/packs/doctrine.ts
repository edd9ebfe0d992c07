import { readDoctrineEntities } from '../php/doctrine-entities.ts';
import type { PhpPack } from './pack.ts';

/** Entities of https://www.doctrine-project.org/projects/orm.html, by attributes and annotations. */
export const doctrine: PhpPack = {
  name: 'doctrine',
  family: 'php',
  read: readDoctrineEntities,
};
