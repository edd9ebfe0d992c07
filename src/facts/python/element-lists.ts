import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { PythonNames } from './names.ts';
import type { Range } from './source.ts';

const MOST_ELEMENTS = 100;

/** Says what the lists of a module have that leads elsewhere, for loops of other modules: routers, often with a prefix. */
class ElementLists {
  readonly #names: PythonNames;
  readonly #findings: Findings;

  constructor(names: PythonNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  read(): void {
    const { source, scopes } = this.#names;
    for (const { ref, value } of scopes.top.names.values()) {
      if (
        value === undefined ||
        !(source.is(value.from, '[') || source.is(value.from, '(') || source.is(value.from, '{'))
      )
        continue;
      if (source.after(value.from) !== value.to) continue;
      const elements = source.elements(value.from);
      // The first ones tell that most lists lead nowhere.
      if (elements.slice(0, 3).some((element) => this.#leads(element))) this.#list(ref, elements);
    }
  }

  #leads(element: Range): boolean {
    return (this.#partsOf(element) ?? [element]).some((part) => this.#leading(part) !== undefined);
  }

  #list(ref: Ref, elements: readonly Range[]): void {
    elements.slice(0, MOST_ELEMENTS).forEach((element, index) => {
      const parts = this.#partsOf(element);
      if (parts === undefined) {
        const value = this.#leading(element);
        if (value !== undefined) this.#findings.handed.push({ to: `${ref}.[]`, value });
      } else if (parts.some((part) => this.#leading(part) !== undefined)) {
        const value = `${ref}.[${index}]`;
        this.#findings.handed.push({ to: `${ref}.[]`, value });
        for (const [at, part] of parts.entries()) this.#part(`${value}.${at}`, part);
      }
    });
  }

  #part(ref: Ref, part: Range): void {
    const leading = this.#leading(part);
    const text = leading === undefined ? this.#names.textOf(part) : undefined;
    if (leading !== undefined) this.#findings.aliases.set(ref, leading);
    else if (text !== undefined) this.#findings.constants.set(ref, text);
  }

  /** The elements of a tuple or list, key and value of a dictionary. */
  #partsOf(element: Range): readonly Range[] | undefined {
    const { source } = this.#names;
    const grouped = source.is(element.from, '(') || source.is(element.from, '[');
    if (grouped) return source.after(element.from) === element.to ? source.elements(element.from) : undefined;
    const colon = source.find(element, ':', 'lambda');
    if (colon >= element.to || !source.is(colon, ':')) return undefined;
    return [
      { from: element.from, to: colon },
      { from: colon + 1, to: element.to },
    ];
  }

  /** What an element stands for, if that is a router or comes from another module. */
  #leading(element: Range): Ref | undefined {
    const { scopes, source } = this.#names;
    const chain = this.#names.chainOf(element);
    if (chain?.links.every(({ does }) => does === 'member') !== true) return undefined;
    const ref = this.#names.refOfChain(chain);
    const head = scopes.find(source.word(chain.head) ?? '', chain.head);
    const leads = head?.import !== undefined || (ref !== undefined && this.#findings.isRouter(ref));
    return leads ? ref : undefined;
  }
}

/** Adds to findings what the lists of a module have, where that is more than texts and numbers. */
export function readElementLists(names: PythonNames, findings: Findings): void {
  new ElementLists(names, findings).read();
}
