import { oneLine } from '../../domain/text.ts';
import { LIGHT, STATES_DRAWN } from './palette.ts';
import { inOrderOfWork, type TaskPicture } from './task-graph.ts';

/** What has no meaning of its own in a quoted text of Mermaid; beyond ASCII nothing has. */
const PLAIN = /[^\p{L}\p{N} .,:!?/_()+'=\u0080-\u{10ffff}-]/gu;

/** A text for a quoted label of Mermaid: what could end it, or be read as Markdown or HTML, is an entity. */
export function mermaidText(text: string): string {
  return oneLine(text).replace(PLAIN, (sign) => `#${sign.codePointAt(0)};`);
}

/** The picture as a flowchart of Mermaid: arrows in the order of work, dotted ones from a part to its whole. */
export function mermaid({ nodes, edges }: TaskPicture): readonly string[] {
  const states = new Set<string>(nodes.map(({ state }) => state));
  return [
    'flowchart LR',
    ...nodes.map(
      ({ id, short, title, state }) => `  ${id}["${mermaidText(`${short} ${title}`)}"]:::${state}`,
    ),
    ...edges.map((edge) => {
      const [first, then] = inOrderOfWork(edge);
      return `  ${first} ${edge.kind === 'depends' ? '-->' : '-.->'} ${then}`;
    }),
    ...STATES_DRAWN.filter((state) => states.has(state)).map((state) => {
      const { fill, line, text } = LIGHT[state];
      return `  classDef ${state} fill:${fill},stroke:${line},color:${text}`;
    }),
  ];
}
