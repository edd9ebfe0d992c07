import { Findings } from '../findings.ts';
import { MODULE } from '../package-names.ts';

const REQUIREMENT = /^(?:require\s+)?(\S+)\s+(v\S+)$/;

/** Reads the module that a `go.mod` declares, and what it requires itself. */
export function readModuleFile(text: string): Findings {
  const findings = new Findings();
  let block: string | undefined;
  text.split('\n').forEach((raw, index) => {
    const line = index + 1;
    const indirect = /\/\/\s*indirect\b/.test(raw);
    const written = raw.replace(/\/\/.*/, '').trim();
    const opens = /^(\w+)\s*\($/.exec(written);
    if (opens !== null) block = opens[1];
    else if (written === ')') block = undefined;
    const module = /^module\s+"?([^\s"]+)"?$/.exec(written)?.[1];
    if (module !== undefined && block === undefined) findings.constants.set(MODULE, [module]);
    if (indirect || (block !== 'require' && !written.startsWith('require '))) return;
    const [, path, version] = REQUIREMENT.exec(written) ?? [];
    if (path === undefined || version === undefined) return;
    const name = `go/${path}`;
    findings.local.push({ kind: 'dependency', name, line, endLine: line, contract: version, body: '' });
  });
  return findings;
}
