import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { foreignCall } from './foreign-calls.ts';
import { asElement, type HandedReader, textAsElement } from './handed.ts';
import type { LoadedFiles } from './loaded-files.ts';
import type { JavaScriptNames } from './names.ts';
import { hasTextName, isJoined, readPaths, withoutForm, writtenPaths } from './route-paths.ts';
import type { Serving } from './serving.ts';
import type { Range } from './source.ts';
import { inTurn, type Turn, turnsOf } from './turns.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What people call methods of their own that mount: `lazyUse`. */
const MOUNTING = /^[a-z]+(Use|Mount)$/;

/** What the reading of one source has at hand. */
interface Reading {
  readonly names: JavaScriptNames;
  readonly findings: Findings;
  readonly vocabulary: Vocabulary;
  readonly serving: Serving;
  readonly handed: HandedReader;
  readonly loaded: LoadedFiles;
}

/** Reads calls that put routers under a path. */
export class Mounts {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #vocabulary: Vocabulary;
  readonly #serving: Serving;
  readonly #handed: HandedReader;
  readonly #loaded: LoadedFiles;
  readonly #route: (on: Ref, value: Range) => boolean;

  /** @param route reads a value that is a route; false where it is none */
  constructor(reading: Reading, route: (on: Ref, value: Range) => boolean) {
    this.#names = reading.names;
    this.#findings = reading.findings;
    this.#vocabulary = reading.vocabulary;
    this.#serving = reading.serving;
    this.#handed = reading.handed;
    this.#loaded = reading.loaded;
    this.#route = route;
  }

  /** `routes.forEach(({ path, route }) => router.use(path, route))` mounts once for each element that is written out. */
  read(on: Ref, values: readonly Range[]): void {
    for (const turn of turnsOf(this.#names, values))
      this.#mountsOnce(
        on,
        values.map((value) =>
          inTurn(
            this.#names,
            turn.size === 0 ? value : withoutForm(this.#names, value, this.#vocabulary.forms),
            turn,
          ),
        ),
        turn,
      );
  }

  #mountsOnce(on: Ref, values: readonly Range[], turn: Turn): void {
    const { source } = this.#names;
    const [first, ...others] = values;
    if (first === undefined) return;
    const paths = others.length === 0 ? undefined : readPaths(this.#names, first, false, turn);
    const { kind } = source.at(first.from);
    const literal = kind === 'template' || kind === 'string' || kind === 'regex';
    const unknown = paths === undefined && others.length > 0 && (literal || hasTextName(this.#names, first));
    const children = (paths !== undefined || unknown ? others : values).flatMap((value) =>
      source.is(value.from, '[') ? source.elements(value.from) : [value],
    );
    for (const value of children) {
      if (this.#route(on, value)) continue;
      this.#mounter(on, value);
      const loaded = this.#loaded.of(value);
      if (loaded !== undefined) {
        const under = paths !== undefined || unknown || isJoined(this.#names, first);
        const path = under ? this.#loaded.path(first, loaded) : [];
        this.#findings.mounts.push({ on, child: loaded.ref, files: loaded.files, ...(path && { path }) });
        continue;
      }
      const child = this.#names.refOf(value);
      if (child === undefined || this.#serving.isForeign(child)) continue;
      this.#names.understand(value);
      const loop = this.#handed.loopVariable(value);
      if (loop !== undefined) {
        const element = asElement(child, loop);
        for (const path of paths ?? (unknown ? [] : [[]]))
          this.#findings.mounts.push({ on, child: element, path: textAsElement(path, loop) });
      }
      if (unknown) this.#findings.mounts.push({ on, child });
      for (const path of paths ?? (unknown ? [] : [[]])) {
        this.#findings.mounts.push({ on, child, path });
        // What is put into an app may be a function that gets it.
        if (this.#findings.packOf(on) === 'elysia' || on.includes('@'))
          this.#findings.mounts.push({ on, child: `${child}@0`, path });
      }
    }
  }

  /** `app.lazyUse('/users', require('./users'))`: whatever it does with the path, this may be where that is mounted. */
  readLazyMount(on: Ref, name: string, open: number): void {
    const [path, value, ...others] = this.#names.source.elements(open);
    if (path === undefined || value === undefined || others.length > 0) return;
    const child = this.#names.refOf(value);
    const paths = child === undefined ? undefined : readPaths(this.#names, path);
    // What a name may lead to is asked last: of most, nobody else asks.
    if (child === undefined || paths === undefined || !this.#serving.mayServe(on)) return;
    const imported = this.#names.required.has(child) || this.#serving.binding(child)?.import !== undefined;
    if (!imported && !this.#findings.isRouter(child)) return;
    // What is called like that puts it under its path; of anything else nobody knows.
    for (const under of MOUNTING.test(name) ? paths : [undefined])
      for (const ref of [child, `${child}()`])
        this.#findings.mounts.push({ on, child: ref, ...(under && { path: under }) });
  }

  /** A method of its own that takes a path and something else, `lazyUse('/users', users)`, may mount it there. */
  readOwn(ref: Ref, [path, ...values]: readonly Range[]): void {
    const on = ref.slice(0, Math.max(ref.lastIndexOf('.'), 0));
    if (on === '' || values.length === 0 || writtenPaths(this.#names, path) === undefined) return;
    if (!this.#serving.mayServe(on)) return;
    for (const value of values) {
      const child = this.#names.refOf(value);
      if (child !== undefined && !this.#serving.isForeign(child)) this.#findings.mounts.push({ on, child });
    }
  }

  /** `use(mount('/users', users))` */
  #mounter(on: Ref, value: Range): void {
    const call = foreignCall(this.#names, value);
    if (call !== undefined && this.#vocabulary.mounters.has(call.key)) this.read(on, call.values);
  }
}
