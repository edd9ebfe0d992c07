import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Where .ci/run adds up the counts of every run. */
const { GIT_TASK_TEST_RESULTS: results, GIT_TASK_CAMPAIGN: campaign } = process.env;

export default defineConfig({
  test: {
    projects: [
      // What is tested here keeps nothing between calls but what it may: to load it anew for each of 140 files takes longer than its tests.
      { extends: true, test: { name: 'units', include: ['src/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'program', include: ['test/**/*.test.ts'] } },
    ],
    // Vitest leaves one core for itself, which is half of a machine of two; the tests wait for programs most of the time.
    maxWorkers: '100%',
    maxConcurrency: availableParallelism(),
    // Nothing here is timed: a limit only ends what hangs.
    testTimeout: campaign === '1' ? 3_600_000 : 180_000,
    hookTimeout: 120_000,
    ...(results === undefined
      ? {}
      : { reporters: ['json', 'default'], outputFile: { json: join(results, `${process.pid}.json`) } }),
  },
});
