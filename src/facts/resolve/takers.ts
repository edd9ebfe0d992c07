import type { Language } from '../language.ts';
import type { Place } from './tree-names.ts';

/** What a method is handed: `Handler.Register@0`, or the same of something that is not known: `h~3.Register@0`. */
const METHOD_PARAMETER = /\.(\w+@\d+)$/;

/** Something that routes are registered on, and what it is mounted at. */
interface Taker<Mounted> {
  readonly place: Place;
  readonly mounted: Mounted[];
}

/** Methods of Go that are handed a router by a call of which only their name is known: one of an interface, in a loop. */
export class Takers<Mounted, Node extends Taker<Mounted>> {
  readonly #takers = new Map<string, Set<Node>>();
  readonly #handed = new Map<string, [node: Node, mounted: Mounted][]>();

  /** Something is registered on what a method is handed. */
  add(language: Language, node: Node | undefined): void {
    const [, key] =
      node === undefined || language !== 'go' ? [] : (METHOD_PARAMETER.exec(node.place.ref) ?? []);
    if (node === undefined || key === undefined || node.place.ref.includes('~')) return;
    this.#takers.set(key, (this.#takers.get(key) ?? new Set()).add(node));
  }

  /** A call hands something to what may be such a method. */
  hand(language: Language, node: Node, mounted: Mounted): void {
    const [, key] = language === 'go' ? (METHOD_PARAMETER.exec(node.place.ref) ?? []) : [];
    if (key === undefined) return;
    const known = this.#handed.get(key);
    if (known === undefined) this.#handed.set(key, [[node, mounted]]);
    else known.push([node, mounted]);
  }

  /** Where there is one call of that name whose method is not known, it calls all methods that nothing else calls. */
  settle(): void {
    for (const [key, handed] of this.#handed) {
      const takers = this.#takers.get(key);
      const [call, ...others] = handed.filter(([node]) => takers?.has(node) !== true);
      if (takers === undefined || call === undefined || others.length > 0) continue;
      for (const taker of takers) if (taker.mounted.length === 0) taker.mounted.push(call[1]);
    }
  }
}
