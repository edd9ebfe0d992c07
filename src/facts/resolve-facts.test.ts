import { expect, test } from 'vitest';
import { readFacts } from './read-facts.ts';
import { resolveFacts } from './resolve-facts.ts';

test('one file may give more endpoints than a call takes arguments', () => {
  const routes = Array.from({ length: 3000 }, (_, index) => `users.get('/${index}', show);`);
  const mounts = Array.from({ length: 50 }, (_, index) => `app.use('/v${index}', users);`);
  const text = `import express from 'express';
const app = express();
const users = express.Router();
${[...routes, ...mounts].join('\n')}
`;
  expect(resolveFacts(new Map([['app.ts', readFacts('typescript', text)]]))).toHaveLength(150_000);
});
