import { GitTaskError } from '../../errors.ts';
import { examine } from '../../tracker/doctor.ts';
import { restamp } from '../../tracker/restamp.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  examples: ['doctor', 'doctor --fix', 'doctor --restamp'],
  statuses: [[4, 'something is wrong']],
  see: ['init', 'hooks'],
  options: (command) =>
    command
      .option('--fix', 'mend what can be mended without losing anything')
      .option('--restamp', 'stamp anew what a wrong clock stamped and no remote has'),
  async run(call) {
    const { fix = false, restamp: mend = false } = call.options<{ fix: boolean; restamp: boolean }>();
    if (mend) {
      const count = await restamp(call.tracker);
      const what = count === 1 ? '1 event has a new stamp' : `${count} events have new stamps`;
      call.out.hint(count === 0 ? 'no stamp is ahead of this clock by more than a day' : what);
    }
    const { examineHooks } = await import('../../hooks/examine.ts');
    const findings = [...(await examine(call.tracker, fix)), ...examineHooks(call.tracker, fix)];
    const wrong = findings.filter(({ state }) => state === 'wrong');
    if (wrong.length > 0 && call.out.format.json) throw unhealthy(findings, wrong);
    call.out.answer({
      kind: 'doctor',
      data: () =>
        findings.map(({ check, state, detail, value, origin, call: mend }) => ({
          check,
          state,
          detail,
          value: value ?? null,
          origin: origin ?? null,
          call: mend ?? null,
        })),
      text: () =>
        findings.map(({ check, state, detail }) => `${state.padEnd(5)}  ${check.padEnd(17)}  ${detail}`),
    });
    if (wrong.length > 0) throw unhealthy(findings, wrong);
  },
};

function unhealthy(
  findings: readonly object[],
  wrong: readonly { check: string; call?: string }[],
): GitTaskError {
  const calls = [...new Set(wrong.flatMap(({ call }) => call ?? []))];
  return new GitTaskError('DOCTOR_FINDINGS', `wrong: ${wrong.map(({ check }) => check).join(', ')}`, {
    ...(calls.length === 0 ? {} : { template: calls }),
    details: { findings },
  });
}
