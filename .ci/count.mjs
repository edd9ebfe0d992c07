// Adds up what every run of vitest counted: the last line of a build's log.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [directory] = process.argv.slice(2);
const runs = readdirSync(directory).map((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')));
let passed = 0;
let failed = 0;
for (const { numPassedTests, numFailedTests, testResults, success } of runs) {
  passed += numPassedTests;
  failed += numFailedTests;
  // A file that could not even be loaded holds no test that could fail.
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  failed += broken.length;
  // An error outside of any test.
  if (!success && numFailedTests + broken.length === 0) failed++;
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
// Nothing counted is nothing proven.
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
