import { expect, test } from 'vitest';
import { listNames, readApp } from '../../../test/fixture-app.ts';

const app = readApp('nest-data');

test.each<[kind: string, names: string[]]>([
  ['endpoint', ['GET /api/visits', 'GET /api/plants', 'GET /health']],
  ['table', ['plants', 'plants_neighbours', 'bed', 'visits', 'counts']],
  [
    'column',
    [
      'plants.id',
      'plants.latin_name',
      'plants.light',
      'plants.bed_id',
      'bed.id',
      'bed.dug_at',
      'visits.page',
      'visits.kinds',
      'counts.at',
      'counts.name',
    ],
  ],
  ['type', ['Light', 'Plant', 'PlantInput']],
  [
    'field',
    [
      'Light.SUN',
      'Light.SHADE',
      'Plant.id',
      'Plant.latinName',
      'Plant.light',
      'PlantInput.latinName',
      'PlantInput.count',
      'Query.plants',
      'Query.plant',
      'Mutation.addPlant',
      'Plant.neighbours',
    ],
  ],
])('every %s of the fixture app', (kind, names) => {
  expect([...listNames(app, kind)].sort()).toEqual([...names].sort());
});
