import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { runTranscript } from './run-transcript.ts';
import { requireBuild } from './shell-environment.ts';

const TEN_MINUTES = 600_000;
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.txt'));
const write = process.env.GIT_TASK_TRANSCRIPT_WRITE === '1';

describe('transcripts', () => {
  beforeAll(requireBuild);

  // This file comes last and takes longest: by itself it would leave every core but one idle.
  test.concurrent.each(files)(
    '%s',
    async (name) => {
      const report = await runTranscript(join(import.meta.dirname, name), { write });
      if (report !== '') expect.fail(report);
    },
    TEN_MINUTES,
  );
});
