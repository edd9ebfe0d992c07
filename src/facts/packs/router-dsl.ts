import type { WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { JavaClass, JavaMethod } from '../java/class-shapes.ts';
import type { JavaNames } from '../java/names.ts';
import { callAt, type KotlinCall, pathIn } from '../kotlin/calls.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { JavaPack } from './pack.ts';
import { ROUTE_VERB, usesRouteFunctions, type Where } from './spring-routes.ts';

const ROUTER = /^(router|coRouter)$/;

interface Block extends Where {
  readonly conditions: readonly string[];
}

/** Reads the blocks of one source that give routes. */
class RouterDslReader {
  readonly #names: JavaNames;
  readonly #findings: Findings;

  constructor(names: JavaNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  read(): void {
    const { classes, functions = [] } = this.#names.file;
    for (const method of functions) this.#method(method, undefined);
    for (const owner of classes) for (const method of owner.methods) this.#method(method, owner);
  }

  /** A bean serves by itself; what else gives routes is put into one, or handed to what makes beans. */
  #method({ name, annotations, body }: JavaMethod, owner: JavaClass | undefined): void {
    const id = owner === undefined ? name : `${owner.qualified}.${name}`;
    const bean = annotations.some((one) => one.name === 'Bean');
    for (let at = body.from; at < body.to; at++) {
      const call = callAt(this.#names, at);
      if (call?.block === undefined || !ROUTER.test(call.name)) continue;
      this.#findings.addRouter({ id, pack: 'spring', ...(bean && { root: true as const }) });
      this.#block(call.block, { on: id, owner, path: [], conditions: [] });
      at = call.to - 1;
    }
  }

  #block({ from, to }: Range, where: Block): void {
    const { source } = this.#names;
    for (let at = from; at < to; ) {
      if (source.is(at, 'nest') && source.is(at - 1, '.') && source.is(at + 1, '{')) {
        this.#block(source.inside(at + 1), this.#below(this.#startOf(at - 1, from), at - 1, where));
        at = source.after(at + 1);
        continue;
      }
      const call = callAt(this.#names, at);
      const [first] = call?.values ?? [];
      if (call !== undefined && ROUTE_VERB.test(call.name) && first !== undefined)
        this.#route(call, first, where);
      at = call?.block !== undefined ? call.to : at + 1;
    }
  }

  /** Block an expression begins that stands in front of a dot. */
  #startOf(dot: number, least: number): number {
    const { source } = this.#names;
    let at = dot - 1;
    for (;;) {
      const open = source.isCloser(at) ? (source.partner[at] ?? at) : at;
      const start = source.word(open - 1) !== undefined && open < at ? open - 1 : open;
      // `"$API/users"` is a sum.
      if (!source.is(start - 1, '+') || start - 2 < least) return Math.max(start, least);
      at = start - 2;
    }
  }

  /** Below `"/x".nest { … }`, `("/x" and accept(JSON)).nest { … }`, `accept(JSON).nest { … }`. */
  #below(from: number, to: number, where: Block): Block {
    const { source } = this.#names;
    const conditions = [...where.conditions, source.hash({ from, to })];
    const inner = source.is(from, '(') ? from + 1 : from;
    const named = source.is(inner, 'path') && source.is(inner + 1, '(');
    if (!named && source.at(inner).kind !== 'string') return { ...where, conditions };
    const [value] = named
      ? source.elements(inner + 1)
      : [
          {
            from: inner,
            to: source.find({ from: inner, to: inner > from ? source.after(from) - 1 : to }, 'and'),
          },
        ];
    const rest = source.hash({ from: value?.to ?? to, to });
    return { ...where, conditions: [...where.conditions, rest], path: this.#path(value, where) };
  }

  #path(value: Range | undefined, { path, owner }: Block): WrittenText {
    return [...path, '/', ...pathIn(this.#names, value, owner)];
  }

  #route({ name, at, to, values, block }: KotlinCall, first: Range, where: Block): void {
    const { source } = this.#names;
    const handler = block ?? values.at(-1) ?? first;
    this.#findings.routes.push({
      on: where.on,
      methods: [name],
      path: this.#path(first, where),
      ...source.lines({ from: at, to }),
      contract: [...where.conditions, ...values.slice(1, -1).map((one) => source.hash(one))].join(' '),
      body: source.hash(handler),
    });
  }
}

/** `router { }` and `coRouter { }` of Spring in Kotlin. */
export const routerDsl: JavaPack = {
  name: 'router-dsl',
  family: 'java',
  read(names, findings) {
    if (usesRouteFunctions(names)) new RouterDslReader(names, findings).read();
  },
};
