/** The sections of a task of Backlog.md by heading; what stands above the first one is under the empty text. */
export type Sections = ReadonlyMap<string, string>;

const KNOWN: ReadonlySet<string> = new Set([
  'Description',
  'Acceptance Criteria',
  'Definition of Done',
  'Implementation Plan',
  'Implementation Notes',
  'Final Summary',
  'Comments',
]);

/** Splits the body of a task at the headings that the tool writes; those inside its own marks are text. */
export function backlogSections(body: string): Sections {
  const lines = new Map<string, string[]>();
  let section = '';
  let isInside = false;
  for (const line of body.split(/\r?\n/)) {
    const mark = /^<!-- (?:SECTION:[A-Z_]+|AC|DOD|COMMENTS):(BEGIN|END) -->[ \t]*$/.exec(line);
    const heading = isInside ? undefined : /^## (\S.*)$/.exec(line)?.[1]?.trim();
    if (mark !== null) isInside = mark[1] === 'BEGIN';
    else if (heading !== undefined && KNOWN.has(heading)) section = heading;
    else {
      const some = lines.get(section);
      if (some === undefined) lines.set(section, [line]);
      else some.push(line);
    }
  }
  const texts = [...lines].map(([name, some]) => [name, some.join('\n').trim()] as const);
  return new Map(texts.filter(([, text]) => text !== ''));
}
