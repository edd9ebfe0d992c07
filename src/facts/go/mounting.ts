import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Mount } from '../file-facts/routers.ts';
import type { Findings } from '../findings.ts';
import type { Range } from '../lexer/plain-source.ts';
import { wrapped } from './handlers.ts';
import type { Makers } from './makers.ts';
import { type Chain, type GoNames, isStandardLibrary } from './names.ts';

/** A call of a method: `r.GET("/x", show)`. */
export interface ReceiverCall {
  readonly chain: Chain;
  readonly on: Ref;
  readonly method: string;
  readonly open: number;
  /** The index of the method's name. */
  readonly at: number;
  /** Its index among the chain's links. */
  readonly link: number;
}

/** Reads which routers one source puts under others. */
export class Mounting {
  readonly #names: GoNames;
  readonly #findings: Findings;
  readonly #makers: Makers;
  /** The first tokens of what was mounted. */
  readonly mounted = new Set<number>();

  constructor(names: GoNames, findings: Findings, makers: Makers) {
    this.#names = names;
    this.#findings = findings;
    this.#makers = makers;
  }

  /** Puts one router under another one, at a token. Without a path it is not known. */
  put(at: number, on: Ref, child: Ref, path: WrittenText | undefined): void {
    const within = this.#names.scopes.functionAt(at);
    const mount: Mount = {
      on,
      child,
      ...(path !== undefined && { path }),
      ...(within !== undefined && { within }),
    };
    this.#findings.mounts.push(mount);
  }

  /**
   * A router that serves all below a path: by itself, or behind `http.StripPrefix`.
   *
   * @returns whether it is one; its name where it may as well be something else
   */
  handsOn({ at, on }: ReceiverCall, handler: Range, path: WrittenText): boolean | Ref {
    const names = this.#names;
    const chain = names.chainOf(handler);
    const [member, call] = chain?.links ?? [];
    if (
      chain !== undefined &&
      member?.does === 'member' &&
      member.name === 'StripPrefix' &&
      call?.does === 'call'
    ) {
      if (names.importOf(chain) !== 'net/http') return false;
      const [prefix, inner] = names.source.elements(call.open);
      const child = inner && this.childOf(inner);
      const text = prefix && names.textOf(prefix);
      if (child === undefined || text === undefined) return false;
      this.put(at, on, child, text);
      return this.#makers.routerOf(child) !== undefined || child;
    }
    const child = this.childOf(handler);
    if (child === undefined) return false;
    const subtree = path.at(-1);
    const router = this.#makers.routerOf(child) !== undefined;
    if (!router && !(typeof subtree === 'string' && subtree.endsWith('/'))) return false;
    this.put(at, on, child, []);
    return router;
  }

  /** What a handler stands for where it may be a router: through whatever it is wrapped in, none of other modules. */
  childOf(range: Range): Ref | undefined {
    const names = this.#names;
    for (const inner of wrapped(names, range)) {
      const chain = names.chainOf(inner);
      const ref = chain && names.refOfChain(chain);
      if (ref === undefined || this.#makers.routerOf(ref) === undefined) continue;
      this.mounted.add(chain?.head ?? -1);
      return ref;
    }
    const chain = names.chainOf(range);
    if (chain === undefined || isStandardLibrary(names.importOf(chain) ?? '')) return undefined;
    return names.refOfChain(chain);
  }

  /** `r.Mount("/admin", admin)` */
  mount({ at, on }: ReceiverCall, [where, range]: readonly Range[]): boolean {
    if (where === undefined || range === undefined) return false;
    const child = this.childOf(range);
    if (child !== undefined) this.put(at, on, child, this.#names.textOf(where));
    return true;
  }

  /** Says that what was made of a router is one of the same kind, where it is known to be one. */
  addBelow(on: Ref, child: Ref): void {
    const router = this.#makers.routerOf(on);
    const pack = router && this.#findings.packOf(router);
    if (pack !== undefined) this.#findings.addRouter({ id: child, pack });
  }

  /** `r.Group("/v1")` */
  group({ at, on, open }: ReceiverCall, [where]: readonly Range[]): boolean {
    const child = this.#names.made.get(open);
    if (child === undefined || where === undefined) return false;
    this.addBelow(on, child);
    this.put(at, on, child, this.#names.textOf(where));
    return true;
  }

  /** `r.Route("/x", func(r chi.Router) {…})`, `r.Group(func(r chi.Router) {…})`, or with the name of a function. */
  block({ at, on }: ReceiverCall, elements: readonly Range[]): boolean {
    const names = this.#names;
    // Behind the function there may be a name for what it registers.
    const last = elements.length === 3 ? elements[1] : elements.at(-1);
    if (last === undefined || elements.length > 3) return false;
    const [where] = elements.length > 1 ? elements : [];
    const path = where === undefined ? [] : names.textOf(where);
    const literal = names.scopes.literalAt(last.from);
    const ref = literal === undefined ? names.refOf(last) : undefined;
    const child = literal === undefined ? ref && `${ref}@0` : names.scopes.parameterOf(literal, 0);
    if (child === undefined) return false;
    this.put(at, on, child, path);
    return true;
  }
}
