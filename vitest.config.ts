import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Where .ci/run adds up the counts of every run. */
const { GIT_TASK_TEST_RESULTS: results } = process.env;

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    ...(results === undefined
      ? {}
      : { reporters: ['json', 'default'], outputFile: { json: join(results, `${process.pid}.json`) } }),
  },
});
