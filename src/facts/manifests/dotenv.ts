import { Findings } from '../findings.ts';

/** Also one that is commented out: an example says so that it may be left out. */
const LINE = /^(?:# ?)?(?:export )?([A-Z_][A-Z0-9_]{0,99})=/;

/** Reads which variables a `.env.example` names. Their values are examples, and say nothing. */
export function readDotenv(text: string): Findings {
  const findings = new Findings();
  text.split('\n').forEach((written, index) => {
    const name = LINE.exec(written.trim())?.[1];
    if (name === undefined) return;
    const line = index + 1;
    findings.local.push({ kind: 'env', name, line, endLine: line, contract: '', body: '' });
  });
  return findings;
}
