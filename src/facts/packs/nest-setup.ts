import type { Findings } from '../findings.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import { membersOf } from '../javascript/route-paths.ts';
import type { Range } from '../javascript/source.ts';
import { ELSEWHERE, EXCLUDED, NEUTRAL, VERSIONS } from './nest-conventions.ts';

/** The texts of a list, or of what is one alone; undefined where one cannot be read. */
function textsOf(names: JavaScriptNames, value: Range): string[] | undefined {
  const { source } = names;
  const elements = source.is(value.from, '[') ? source.elements(value.from) : [value];
  const texts = elements.map((one) => {
    if (source.is(one.from, 'VERSION_NEUTRAL')) return NEUTRAL;
    const { kind, text } = source.at(one.from);
    return (kind === 'string' || kind === 'number') && one.to === one.from + 1 ? text : undefined;
  });
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** `{ type: VersioningType.URI, prefix: 'v', defaultVersion: '1' }`: what is in front of a version, and those of all. */
function versioning(names: JavaScriptNames, options: Range | undefined): string[] {
  const members = options && membersOf(names, options);
  const type = members?.get('type');
  if (type !== undefined && !names.source.is(type.to - 1, 'URI')) return [ELSEWHERE];
  const prefix = members?.get('prefix');
  const front = prefix === undefined ? 'v' : names.source.is(prefix.from, 'false') ? '' : undefined;
  const written = prefix && textsOf(names, prefix)?.[0];
  const defaults = members?.get('defaultVersion');
  return [`/${front ?? written ?? 'v'}`, ...((defaults && textsOf(names, defaults)) ?? [])];
}

/** `{ exclude: ['health', { path: 'metrics', method: RequestMethod.GET }] }`, as `* health` and `GET metrics`. */
function excluded(names: JavaScriptNames, options: Range | undefined): string[] {
  const { source } = names;
  const list = options && membersOf(names, options)?.get('exclude');
  if (list === undefined || !source.is(list.from, '[')) return [];
  return source.elements(list.from).flatMap((one) => {
    const members = source.is(one.from, '{') ? membersOf(names, one) : undefined;
    const path = members === undefined ? one : members.get('path');
    const [text] = (path && textsOf(names, path)) ?? [];
    const method = members?.get('method');
    const verb = method === undefined ? 'ALL' : (source.word(method.to - 1) ?? 'ALL');
    return text === undefined ? [] : [`${verb === 'ALL' ? '*' : verb} ${text}`];
  });
}

/** Reads `app.enableVersioning({ … })` and `app.setGlobalPrefix('api', { exclude: [ … ] })`. */
export function readConventions(names: JavaScriptNames, findings: Findings): void {
  const { source } = names;
  if (!source.mayMention('enableVersioning') && !source.mayMention('exclude')) return;
  for (const { links } of names.chains) {
    const [link, call] = links;
    if (link?.does !== 'member' || call?.does !== 'call' || call.open === undefined) continue;
    const [first, second] = source.elements(call.open);
    const paths = link.name === 'setGlobalPrefix' ? excluded(names, second) : [];
    if (link.name === 'enableVersioning') findings.constants.set(VERSIONS, versioning(names, first));
    if (paths.length > 0) findings.constants.set(EXCLUDED, paths);
    // What is said by constants alone would be taken for a matter of this file.
    if (link.name === 'enableVersioning' || paths.length > 0)
      findings.addRouter({ id: VERSIONS, pack: 'nest-conventions' });
  }
}
