import type { Fact } from '../../domain/fact.ts';
import { normaliseName } from '../../domain/resource-name.ts';
import type { ApiDocument, ApiOperation, ApiPart, ApiPath, Pointer } from '../file-facts/api-document.ts';
import type { FileFacts } from '../file-facts.ts';
import { hashText } from '../hash.ts';

/** Of what schemas refer to, and that refers to, this far down changes are seen. It ends circles, too. */
const DEEPEST = 8;

interface Target {
  readonly path: string;
  readonly at: Pointer;
}

interface Part extends Target {
  readonly part: ApiPart;
}

function keyOf({ path, at }: Target): string {
  return `${path}\0${at}`;
}

/** A pointer as a document's reader writes it: nothing behind the last slash, no percent signs. */
function plainPointer(fragment: string): Pointer {
  const trimmed = fragment.replace(/^\/?/, '/').replace(/\/$/, '');
  try {
    return `#${decodeURIComponent(trimmed)}`;
  } catch {
    return `#${trimmed}`;
  }
}

function lastName({ path, at }: Target): string {
  const segment = at.slice(at.lastIndexOf('/') + 1);
  const [file = ''] = path.slice(path.lastIndexOf('/') + 1).split('.', 1);
  return at === '#' ? file : segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** What documents of one tree and the files that they are split into say together. */
class Documents {
  readonly #files = new Map<string, ApiDocument>();
  readonly #parts = new Map<string, Part>();
  readonly #items = new Map<string, { operations: ApiOperation[]; paths: ApiPath[] }>();
  #hashes = new Map<string, string>();
  /** The documents that a file is part of. */
  readonly #apis = new Map<string, string>();
  readonly facts: Fact[] = [];

  constructor(files: ReadonlyMap<string, FileFacts>) {
    const documents = new Set<string>();
    for (const [path, { document }] of files) if (document?.base !== undefined) documents.add(path);
    const reached = new Set(documents);
    for (const path of reached) {
      const document = files.get(path)?.document;
      if (document === undefined) continue;
      this.#files.set(path, document);
      this.#enter(path, document);
      for (const ref of refsOf(document)) {
        const target = this.#target(path, ref);
        if (target !== undefined && files.has(target.path)) reached.add(target.path);
      }
    }
    if (this.#files.size === 0) return;
    for (const path of [...documents].sort()) this.#reach(path);
    this.#hashParts();
    this.#schemas(documents);
    for (const path of documents) this.#endpoints(path);
  }

  /** Notes of each file that a document leads to that it is part of it. */
  #reach(document: string): void {
    const reached = new Set([document]);
    for (const path of reached) {
      const file = this.#files.get(path);
      // Another document is one of its own, whoever refers to it.
      if (file === undefined || (path !== document && file.base !== undefined)) continue;
      this.#apis.set(path, [this.#apis.get(path), document].filter(Boolean).join(' '));
      for (const ref of refsOf(file)) {
        const target = this.#target(path, ref);
        if (target !== undefined) reached.add(target.path);
      }
    }
  }

  #enter(path: string, { operations, paths, parts }: ApiDocument): void {
    for (const part of parts) {
      const place = { path, at: part.at, part };
      if (!this.#parts.has(keyOf(place))) this.#parts.set(keyOf(place), place);
    }
    const itemOf = (at: Pointer): { operations: ApiOperation[]; paths: ApiPath[] } => {
      const known = this.#items.get(keyOf({ path, at })) ?? { operations: [], paths: [] };
      this.#items.set(keyOf({ path, at }), known);
      return known;
    };
    for (const operation of operations) itemOf(operation.item).operations.push(operation);
    for (const one of paths) itemOf(one.item).paths.push(one);
  }

  #target(path: string, ref: Pointer): Target | undefined {
    const [file = '', fragment = ''] = ref.split('#', 2);
    if (file.includes('://')) return undefined;
    const at = plainPointer(fragment);
    if (file === '') return { path, at };
    const segments = path.split('/').slice(0, -1);
    for (const segment of file.split('/')) {
      if (segment === '..') segments.pop();
      else if (segment !== '.' && segment !== '') segments.push(segment);
    }
    return { path: segments.join('/'), at };
  }

  /** The part that a reference leads to, or what it is in. */
  #part(path: string, ref: Pointer): Part | undefined {
    const target = this.#target(path, ref);
    if (target === undefined) return undefined;
    for (let { at } = target; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const found = this.#parts.get(keyOf({ path: target.path, at }));
      if (found !== undefined || !at.includes('/')) return found;
    }
  }

  /** Takes into each part's contract, level by level, those of what it refers to. */
  #hashParts(): void {
    this.#hashes = new Map([...this.#parts].map(([key, { part }]) => [key, part.contract]));
    const referring = [...this.#parts].flatMap(([key, { path, part }]) =>
      part.refs === undefined ? [] : [{ key, part, targets: this.#keysOf(path, part.refs) }],
    );
    for (let level = 0; level < DEEPEST; level++) {
      const next = new Map(this.#hashes);
      for (const { key, part, targets } of referring) next.set(key, this.#hash(part.contract, targets));
      this.#hashes = next;
    }
  }

  #keysOf(path: string, refs: readonly Pointer[]): string[] {
    return refs.map((ref) => {
      const part = this.#part(path, ref);
      return part === undefined ? ref : keyOf(part);
    });
  }

  #hash(contract: string, targets: readonly string[]): string {
    return hashText([contract, ...targets.map((key) => this.#hashes.get(key) ?? key)].join(' '));
  }

  /** The schemas that documents name, and those of other files that anything in them leads to. */
  #schemas(documents: ReadonlySet<string>): void {
    const found = new Set<Part>();
    for (const [path, { operations, parts }] of this.#files) {
      if (!documents.has(path)) continue;
      for (const { refs = [] } of operations) for (const ref of refs) this.#add(found, path, ref);
      for (const { at } of parts) this.#add(found, path, at);
    }
    for (const [path, { operations }] of this.#files)
      for (const { refs = [] } of operations) for (const ref of refs) this.#add(found, path, ref);
    for (const { path, part } of found) for (const ref of part.refs ?? []) this.#add(found, path, ref);
    for (const place of found) {
      const type = lastName(place);
      for (const { name, line, endLine, contract, body } of place.part.fields ?? []) {
        const kind = name === '' ? 'type' : 'field';
        const named = normaliseName(kind, name === '' ? type : `${type}.${name}`);
        if ('problem' in named || /[\s\p{Cc}]/u.test(named.name)) continue;
        // A type is told by what it has: no other one of the same shape is taken for it.
        const own = hashText(`${type} ${body}`);
        const { path } = place;
        this.facts.push({
          kind,
          name: named.name,
          certainty: 'exact',
          path,
          line,
          endLine,
          contract,
          body: own,
          api: this.#apis.get(path) ?? path,
        });
      }
    }
  }

  #add(found: Set<Part>, path: string, ref: Pointer): void {
    const part = this.#part(path, ref);
    if (part !== undefined) found.add(part);
  }

  #endpoints(path: string): void {
    const { base = '', operations = [], paths = [] } = this.#files.get(path) ?? {};
    const document = { path, base };
    for (const operation of operations)
      if (operation.path !== undefined) this.#endpoint(path, operation, operation.path, document);
    const seen = new Set<string>();
    for (const one of paths)
      if (one.path !== undefined || /^#(\/paths)?$/.test(one.item))
        this.#follow(path, one, one.path, document, seen);
  }

  /** Finds what stands in another place, of one path or of all that are listed there. */
  #follow(
    from: string,
    { at }: ApiPath,
    known: string | undefined,
    document: NonNullable<Fact['document']>,
    seen: Set<string>,
  ): void {
    const target = this.#target(from, at);
    const key = target && `${keyOf(target)}\0${known ?? ''}`;
    if (target === undefined || key === undefined || seen.has(key)) return;
    seen.add(key);
    const file = this.#files.get(target.path);
    const { operations, paths } =
      known === undefined
        ? { operations: file?.operations ?? [], paths: file?.paths ?? [] }
        : (this.#items.get(keyOf(target)) ?? { operations: [], paths: [] });
    for (const operation of operations) {
      const path = known ?? operation.path;
      if (path !== undefined) this.#endpoint(target.path, operation, path, document);
    }
    for (const one of paths) this.#follow(target.path, one, known ?? one.path, document, seen);
  }

  #endpoint(
    path: string,
    { method, line, endLine, contract, body, refs }: ApiOperation,
    own: string,
    document: NonNullable<Fact['document']>,
  ): void {
    const named = normaliseName('endpoint', `${method} ${document.base}/${own}`);
    if ('problem' in named) return;
    const whole = refs === undefined ? contract : this.#hash(contract, this.#keysOf(path, refs));
    const place = { path, line, endLine };
    this.facts.push({
      kind: 'endpoint',
      name: named.name,
      certainty: 'exact',
      ...place,
      contract: whole,
      body,
      document,
    });
  }
}

function* refsOf({ operations, paths, parts }: ApiDocument): Iterable<Pointer> {
  for (const { refs = [] } of operations) yield* refs;
  for (const { at } of paths) yield at;
  for (const { refs = [] } of parts) yield* refs;
}

/** Finds what the OpenAPI documents of a tree list: endpoints, and the types of their data with their fields. */
export function documentsOf(files: ReadonlyMap<string, FileFacts>): readonly Fact[] {
  return new Documents(files).facts;
}
