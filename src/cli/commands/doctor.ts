import { GitTaskError } from '../../errors.ts';
import { examine } from '../../tracker/doctor.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  examples: ['doctor', 'doctor --fix'],
  options: (command) => command.option('--fix', 'mend what can be mended without losing anything'),
  async run(call) {
    const { fix = false } = call.options<{ fix: boolean }>();
    const { examineHooks } = await import('../../hooks/examine.ts');
    const findings = [...(await examine(call.tracker, fix)), ...examineHooks(call.tracker, fix)];
    const wrong = findings.filter(({ state }) => state === 'wrong');
    if (wrong.length > 0 && call.out.format.json) throw unhealthy(findings, wrong);
    call.out.answer({
      kind: 'doctor',
      data: () =>
        findings.map(({ check, state, detail, call: mend }) => ({
          check,
          state,
          detail,
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
