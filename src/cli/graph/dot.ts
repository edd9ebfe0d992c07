import { oneLine } from '../../domain/text.ts';
import { LIGHT } from './palette.ts';
import { inOrderOfWork, type TaskPicture } from './task-graph.ts';

/** A quoted string of DOT. Graphviz reads entities of HTML in it, too. */
export function dotText(text: string): string {
  return `"${oneLine(text).replace(/&/g, '&amp;').replace(/["\\]/g, '\\$&')}"`;
}

/** The picture for Graphviz: arrows in the order of work, dashed ones from a part to its whole. */
export function dot({ nodes, edges }: TaskPicture): readonly string[] {
  return [
    'digraph tasks {',
    '  rankdir=LR',
    '  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11]',
    '  edge [color="#68717d"]',
    ...nodes.map(({ id, short, title, state }) => {
      const { fill, line, text } = LIGHT[state];
      return `  ${id} [label=${dotText(`${short} ${title}`)}, tooltip="${state}", fillcolor="${fill}", color="${line}", fontcolor="${text}"]`;
    }),
    ...edges.map((edge) => {
      const [first, then] = inOrderOfWork(edge);
      return `  ${first} -> ${then}${edge.kind === 'depends' ? '' : ' [style=dashed, arrowhead=empty]'}`;
    }),
    '}',
  ];
}
