import { Findings } from '../findings.ts';

/** `<PackageReference Include="Serilog" Version="4.0.0" />`, or with an element `Version` in it. */
const ELEMENT = /<!--|<(PackageReference|PackageVersion|GlobalPackageReference)\b([^<>]{0,2000})>/g;
const ATTRIBUTE = /\b(Include|Update|Version|VersionOverride)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const VERSION = /^\s*<(?:Version|VersionOverride)>([^<]{0,200})</;

/**
 * Reads what a project in .NET depends on. The version is the contract; where versions are kept in one place, that place
 * counts, not each project that references what it lists.
 */
export function readNuget(text: string): Findings {
  const findings = new Findings();
  let [line, counted] = [1, 0];
  ELEMENT.lastIndex = 0;
  for (let found = ELEMENT.exec(text); found !== null; found = ELEMENT.exec(text)) {
    if (found[0] === '<!--') {
      const end = text.indexOf('-->', found.index);
      if (end === -1) break;
      ELEMENT.lastIndex = end;
      continue;
    }
    const given = new Map<string, string>();
    for (const [, key = '', double, single] of (found[2] ?? '').matchAll(ATTRIBUTE))
      given.set(key, double ?? single ?? '');
    const name = (given.get('Include') ?? '').trim();
    if (name === '' || !/^[\w.-]+$/.test(name)) continue;
    const inside = found[0].endsWith('/>')
      ? undefined
      : VERSION.exec(text.slice(ELEMENT.lastIndex, ELEMENT.lastIndex + 500))?.[1];
    const version = given.get('VersionOverride') ?? given.get('Version') ?? inside ?? '';
    // The version of what has none here stands in `Directory.Packages.props`.
    if (version === '') continue;
    for (; counted < found.index; counted++) if (text[counted] === '\n') line += 1;
    const endLine = line + found[0].split('\n').length - 1;
    findings.local.push({
      kind: 'dependency',
      name: `nuget/${name}`,
      line,
      endLine,
      contract: version.trim(),
      body: '',
    });
  }
  return findings;
}
