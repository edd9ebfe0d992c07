import { describe, expect, test } from 'vitest';
import { listFacts, readApp, remove, replace, testChanges, treeOf } from '../../../test/fixture-app.ts';

const MAIN = 'src/main.rs';
const BOOKS = 'src/books.rs';

const app = readApp('warp');

test('what is served', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /v1/books  src/books.rs:9',
    'DELETE /v1/books/{}/pages  src/books.rs:13',
    'POST /v1/books/shelves/{}  src/books.rs:25',
    'GET /health  src/main.rs:9',
    'GET /v1/notes/{}  src/main.rs:14',
    'PUT /v1/notes/{}  src/main.rs:15',
  ]);
});

describe('what becomes of it', () => {
  testChanges(
    app,
    ['endpoint'],
    [
      [
        'a prefix',
        [replace(MAIN, 'warp::path("v1")', 'warp::path("v2")')],
        [
          'renames endpoint GET /v1/books -> GET /v2/books  src/books.rs:9',
          'renames endpoint DELETE /v1/books/{}/pages -> DELETE /v2/books/{}/pages  src/books.rs:13',
          'renames endpoint POST /v1/books/shelves/{} -> POST /v2/books/shelves/{}  src/books.rs:25',
          'renames endpoint GET /v1/notes/{} -> GET /v2/notes/{}  src/main.rs:14',
          'renames endpoint PUT /v1/notes/{} -> PUT /v2/notes/{}  src/main.rs:15',
        ],
      ],
      [
        'a way left out',
        [replace(MAIN, 'show.or(save)', 'show')],
        ['removes endpoint PUT /v1/notes/{}  src/main.rs:15'],
      ],
      [
        'another handler, and what is asked for',
        [
          replace(MAIN, '.and_then(show)', '.and_then(display)'),
          replace(MAIN, '.and(warp::body::json())', ''),
        ],
        [
          'modifies body endpoint GET /v1/notes/{}  src/main.rs:14',
          'modifies contract endpoint PUT /v1/notes/{}  src/main.rs:15',
        ],
      ],
      [
        'a module left out',
        [
          remove(BOOKS),
          replace(MAIN, 'mod books;\n', ''),
          replace(MAIN, 'books::routes(store).or(show.or(save))', 'show.or(save)'),
        ],
        [
          'removes endpoint GET /v1/books  src/books.rs:9',
          'removes endpoint DELETE /v1/books/{}/pages  src/books.rs:13',
          'removes endpoint POST /v1/books/shelves/{}  src/books.rs:25',
        ],
      ],
    ],
  );
});

test('filters that are put behind themselves end somewhere', () => {
  const doubled = 'let all = all.and(all);\n'.repeat(60);
  const main = `fn routes() {\nlet all = warp::path("x").and(warp::get());\n${doubled}all.map(show)\n}\n`;
  const found = listFacts(
    treeOf({ [MAIN]: `${main}fn main() { warp::serve(routes()).run(at); }\n` }),
    'endpoint',
  );
  expect(found).toEqual([expect.stringMatching(/^GET (\/x)+ {2}src\/main\.rs:63$/)]);
});
