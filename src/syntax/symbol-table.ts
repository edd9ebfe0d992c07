import type { SourceSymbol, SourceSymbols, SymbolLines } from '../domain/source-symbols.ts';

/** Tokens by index, `to` excluded. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** One place where a symbol is defined. */
export interface SymbolPlace extends SymbolLines {
  readonly name: string;
  line: number;
  endLine: number;
  readonly broken: boolean;
  from: number;
  to: number;
  body?: Span;
}

/** What separates the parts of a name in any language; a `#` in front of a part is the name of a private member. */
function keyOf(name: string): string {
  return name
    .replace(/::|->|\\|(?<=[^.])#/g, '.')
    .replace(/\s/g, '')
    .replace(/^\./, '');
}

/** The symbols of one text, found by name. */
export class SymbolTable implements SourceSymbols {
  readonly sound: boolean;
  readonly #tokens: readonly string[];
  readonly #places = new Map<string, SymbolPlace[]>();

  constructor(sound: boolean, tokens: readonly string[], places: readonly SymbolPlace[]) {
    this.sound = sound;
    this.#tokens = tokens;
    for (const place of places) {
      const key = keyOf(place.name);
      const known = this.#places.get(key);
      if (known === undefined) this.#places.set(key, [place]);
      else known.push(place);
    }
  }

  get names(): readonly string[] {
    return [...this.#places.keys()];
  }

  find(name: string): SourceSymbol | undefined {
    const key = keyOf(name);
    // As variables of Ruby and PHP are written.
    const bare = key.replace(/(^|\.)[@$]+/g, '$1');
    const places =
      this.#places.get(key) ?? this.#places.get(bare) ?? this.#outermost(key) ?? this.#outermost(bare);
    if (places === undefined) return undefined;
    const text = (from: number, to: number): string => this.#tokens.slice(from, to).join(' ');
    return {
      name: keyOf(places[0]?.name ?? name),
      places,
      broken: places.some(({ broken }) => broken),
      contract: places
        .map(({ from, to, body }) =>
          body === undefined ? text(from, to) : `${text(from, body.from)} ${text(body.to, to)}`,
        )
        .join('\n'),
      body: places.map(({ body }) => (body === undefined ? '' : text(body.from, body.to))).join('\n'),
    };
  }

  /** The places of the only name that ends so and has the fewest parts of those that do. */
  #outermost(key: string): readonly SymbolPlace[] | undefined {
    let fewest = Number.POSITIVE_INFINITY;
    let found: readonly SymbolPlace[] | undefined;
    for (const [name, places] of this.#places) {
      if (!name.endsWith(`.${key}`)) continue;
      const parts = name.split('.').length;
      if (parts > fewest) continue;
      found = parts === fewest ? undefined : places;
      fewest = parts;
    }
    return found;
  }
}
