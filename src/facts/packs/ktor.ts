import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { JavaClass, JavaMethod } from '../java/class-shapes.ts';
import type { JavaNames } from '../java/names.ts';
import { callAt, type KotlinCall, pathIn } from '../kotlin/calls.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { JavaPack } from './pack.ts';

const PACKAGE = /^io\.ktor\.(server\.|routing|application|websocket|locations)/;
const VERBS: ReadonlyMap<string, string> = new Map([
  ...['get', 'head', 'post', 'put', 'patch', 'delete', 'options'].map(
    (verb) => [verb, verb.toUpperCase()] as const,
  ),
  ['webSocket', 'GET'],
  ['webSocketRaw', 'GET'],
  ['sse', 'GET'],
]);
/** Types on which routes are registered. */
const ROUTE = /^(Route|Routing|RoutingRoot|RootRoute|IRoute)$/;
/** Calls with a block that registers nothing. */
const NO_ROUTES = /^(install|intercept|transaction|launch|async|runBlocking|on|exception|status)$/;

/** Where a block stands. */
interface Where {
  readonly on: Ref;
  readonly owner: JavaClass | undefined;
  readonly path: WrittenText;
  /** What stands around it that decides who may call. */
  readonly guards: readonly string[];
  readonly method?: string;
}

/** Reads what one source registers. */
class KtorReader {
  readonly #names: JavaNames;
  readonly #findings: Findings;

  constructor(names: JavaNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  read(): void {
    const { classes, functions = [] } = this.#names.file;
    const all: readonly (readonly [JavaClass | undefined, readonly JavaMethod[]])[] = [
      [undefined, functions],
      ...classes.map((owner) => [owner, owner.methods] as const),
    ];
    const bodies: Range[] = [];
    for (const [owner, methods] of all)
      for (const { name, receiver, body } of methods) {
        const type = receiver && this.#names.source.word(receiver.to - 1);
        if (type === undefined || !ROUTE.test(type)) continue;
        const on = owner === undefined ? name : `${owner.qualified}.${name}`;
        this.#findings.addRouter({ id: on, pack: 'ktor' });
        bodies.push(body);
        this.#block(body, { on, owner, path: [], guards: [] });
      }
    this.#roots(bodies);
  }

  /** `routing { … }`, wherever it stands, but for what was read. */
  #roots(bodies: readonly Range[]): void {
    const { source, file } = this.#names;
    const read = new Map(bodies.map(({ from, to }) => [from, to]));
    for (let at = 0; at < source.tokens.length; at = Math.max(read.get(at + 1) ?? 0, at + 1)) {
      if (!source.is(at, 'routing') || !source.is(at + 1, '{')) continue;
      const owner = file.classes.find(({ methods }) =>
        methods.some(({ body }) => body.from < at && at < body.to),
      );
      const on = `routing~${at}`;
      this.#findings.addRouter({ id: on, pack: 'ktor', root: true });
      this.#block(source.inside(at + 1), { on, owner, path: [], guards: [] });
      at = source.after(at + 1) - 1;
    }
  }

  #block({ from, to }: Range, where: Where): void {
    for (let at = from; at < to; ) {
      const call = callAt(this.#names, at);
      if (call === undefined) {
        at += 1;
        continue;
      }
      this.#call(call, where);
      at = call.to;
    }
  }

  #call(call: KotlinCall, where: Where): void {
    const { source } = this.#names;
    const { name, values, block, typed, at, to } = call;
    const verb = VERBS.get(name);
    const [first] = values;
    const { method = '*', path } = where;
    if (verb !== undefined && (block !== undefined || values.length > 1)) {
      // `get<Users> { … }`, `get({ documentation }) { … }`
      if (typed) return;
      const bare = first === undefined || source.is(first.from, '{');
      this.#route(call, where, verb, bare ? path : this.#below(path, first, where));
    } else if (name === 'handle' && block !== undefined) this.#route(call, where, method, path);
    else if (block === undefined) {
      const child = this.#names.refOf(name, where.owner);
      if (/^[a-z]/.test(name)) this.#findings.mounts.push({ on: where.on, child, path });
    } else if (name === 'route' && first !== undefined) {
      const verbs = values[1] && this.#method(values[1]);
      this.#block(block, {
        ...where,
        path: this.#below(path, first, where),
        ...(verbs !== undefined && { method: verbs }),
      });
    } else if (name === 'method' && first !== undefined) {
      const only = this.#method(first);
      this.#block(block, { ...where, ...(only !== undefined && { method: only }) });
    } else if (!NO_ROUTES.test(name)) {
      const guards = [...where.guards, source.hash({ from: at, to: Math.min(block.from, to) })];
      this.#block(block, { ...where, guards });
    }
  }

  /** `HttpMethod.Get` */
  #method({ to }: Range): string | undefined {
    return VERBS.get(this.#names.source.word(to - 1)?.toLowerCase() ?? '');
  }

  #below(path: WrittenText, value: Range, { owner }: Where): WrittenText {
    // `{id?}` may be missing, `{path...}` takes all that follows.
    const written = pathIn(this.#names, value, owner).map((part) =>
      typeof part === 'string' ? part.replace(/\{\w*\.\.\.\}/g, '{*}').replace(/\{(\w+)\?\}/g, '{$1}') : part,
    );
    return [...path, '/', ...written];
  }

  #route({ at, to, block, values }: KotlinCall, where: Where, method: string, path: WrittenText): void {
    const { source } = this.#names;
    this.#findings.routes.push({
      on: where.on,
      methods: [method],
      path,
      ...source.lines({ from: at, to }),
      contract: where.guards.join(' '),
      body: source.hash(...values.slice(1), block ?? { from: at, to: at }),
    });
  }
}

/** https://ktor.io: blocks in blocks, and functions that extend a route. */
export const ktor: JavaPack = {
  name: 'ktor',
  family: 'java',
  read(names, findings) {
    if (names.file.imports.some(({ written }) => PACKAGE.test(written)))
      new KtorReader(names, findings).read();
  },
};
