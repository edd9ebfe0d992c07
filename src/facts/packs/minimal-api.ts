import { CALLED, CARTER, FAST, readScopes, type Scope } from '../csharp/builders.ts';
import { type MappedEndpoint, readEndpoint, textIn, UNKNOWN, VERBS } from '../csharp/mapped-endpoints.ts';
import type { CSharpNames } from '../csharp/names.ts';
import type { Ref } from '../file-facts/names.ts';
import type { Mount } from '../file-facts/routers.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { CSharpPack } from './pack.ts';

/** What callers notice of the calls behind one that maps an endpoint. */
const GUARD = /^(Require\w*|AllowAnonymous|Accepts|AddEndpointFilter|DisableAntiforgery|WithMetadata)$/;
/** Calls of the framework that hand what they are called on to nobody. */
const OURS =
  /^(With\w*|Require\w*|Allow\w*|Produces\w*|Accepts|Has\w*|AddEndpointFilter\w*|Exclude\w*|Disable\w*|CacheOutput|Run\w*|Build|Dispose\w*|MapControllers|MapControllerRoute|MapDefaultControllerRoute|MapAreaControllerRoute|MapRazorPages|MapBlazorHub|MapFallback\w*|UseRouting|UseAuth\w*|UseHttps\w*|UseStaticFiles|UseCors|UseSwagger\w*|Start\w*|Stop\w*|NewVersionedApi|MapToApiVersion|IsApiVersionNeutral|ReportApiVersions)$/;
/** In tokens: texts that have a name, and what makes an app. */
const LONGEST_TEXT = 12;
const LONGEST_APP = 100;

interface Open {
  readonly at: number;
  /** Commas passed in it. */
  index: number;
}

/** Reads calls that map endpoints, on apps, on groups, and on what functions are handed. */
class EndpointReader {
  readonly #names: CSharpNames;
  readonly #findings: Findings;
  /** The end of the last call that maps an endpoint: what handles requests maps none. */
  #until = 0;

  constructor(names: CSharpNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  read(): void {
    for (const scope of readScopes(this.#names, this.#findings)) this.#scope(scope);
  }

  #scope(scope: Scope): void {
    const { source } = this.#names;
    const { from, to } = scope.range;
    const open: Open[] = [];
    this.#until = from;
    for (let at = from; at < to; at++) {
      const { kind, text } = source.at(at);
      if (kind === 'punctuation') {
        if (/^([([{]|\$\{)$/.test(text)) open.push({ at, index: 0 });
        else if (source.isCloser(at)) open.pop();
        else if (text === ',') {
          const last = open.at(-1);
          if (last !== undefined) last.index += 1;
        }
      } else if (
        kind === 'name' &&
        at >= this.#until &&
        !source.is(at - 1, '.') &&
        !source.is(at - 1, '?.')
      ) {
        const on = scope.builders.get(text);
        if (on !== undefined && /^[,)]$/.test(source.at(at + 1).text)) this.#handed(on, open.at(-1), scope);
        else if (source.is(at + 1, '=') || source.is(at + 1, '??=')) this.#assigned(at, scope, to);
        else if (!source.is(at - 1, '=')) this.#chain(at, scope, to, open.at(-1));
      }
    }
  }

  /** `var api = app.MapGroup("api");`, `var app = builder.Build();` */
  #assigned(at: number, scope: Scope, end: number): void {
    const { source } = this.#names;
    const name = source.word(at) ?? '';
    let from = at + 2;
    if (source.is(from, 'await')) from += 1;
    const to = source.find({ from, to: Math.min(end, from + LONGEST_TEXT) }, ';');
    const text = source.is(to, ';') ? textIn(this.#names, { from, to }, scope) : undefined;
    const kind = source.at(from).kind;
    if (text !== undefined && (kind === 'string' || kind === 'template')) scope.texts.set(name, text);
    if (source.word(from) === undefined) return;
    const made = this.#chain(from, scope, end) ?? this.#app(at, from, end);
    if (made !== undefined) scope.builders.set(name, made);
  }

  /** An app, by its type or by what makes it. */
  #app(at: number, from: number, end: number): Ref | undefined {
    const { source } = this.#names;
    let last = '';
    let to = from;
    for (; to < Math.min(end, from + LONGEST_APP) && !source.is(to, ';'); to = source.after(to)) {
      const word = source.word(to);
      if (word !== undefined && source.is(to + 1, '(')) last = word;
    }
    const built = /^(Build|BuildAsync|ConfigurePipeline|ConfigureServices)$/.test(last);
    const created = source.is(from, 'WebApplication') && /^Create(Async)?$/.test(last);
    if (!built && !created && !source.is(at - 1, 'WebApplication')) return undefined;
    // What is built may be anything, but for what its name says.
    if (built && !source.is(at - 1, 'WebApplication') && !/app/i.test(source.word(at) ?? ''))
      return undefined;
    const id = `app~${at}`;
    this.#findings.addRouter({ id, pack: 'minimal-api', root: true });
    return id;
  }

  /** `TodoEndpoints.Map(app)`, `MapTodos(app)`, `endpoint.MapEndpoint(builder)` */
  #handed(on: Ref, open: Open | undefined, scope: Scope): void {
    const { source } = this.#names;
    if (open === undefined || !source.is(open.at, '(')) return;
    const nameAt = this.#beforeTypes(open.at - 1);
    const name = source.word(nameAt);
    if (name === undefined) return;
    const { index } = open;
    if (!source.is(nameAt - 1, '.')) {
      const callee = this.#names.refOf(name, scope.owner);
      this.#findings.mounts.push({ on, child: `${callee}@${index}`, path: [] });
      return;
    }
    const holder = source.word(nameAt - 2);
    // `new TodoModule().Map(app)`
    const made = source.is(nameAt - 2, ')') ? this.#madeBefore(nameAt - 2) : undefined;
    const type = made ?? (holder !== undefined && /^\p{Lu}/u.test(holder) ? holder : undefined);
    const extended = holder !== undefined && scope.builders.has(holder);
    const child =
      type === undefined ? `${CALLED}${name}@${extended ? index + 1 : index}` : `${type}.${name}@${index}`;
    this.#findings.mounts.push({ on, child, path: [] });
  }

  #madeBefore(close: number): string | undefined {
    const { source } = this.#names;
    const open = source.partner[close] ?? -1;
    return open > 1 && source.is(open - 2, 'new') ? source.word(open - 1) : undefined;
  }

  /** Follows the calls on a name. Gives what they end with, where that is something endpoints are mapped on. */
  #chain(head: number, scope: Scope, end: number, open?: Open): Ref | undefined {
    const { source } = this.#names;
    let on = scope.builders.get(source.word(head) ?? '');
    let at = head + 1;
    let found: MappedEndpoint | undefined;
    const known = on !== undefined;
    while (at < end) {
      if (source.is(at, '!')) at += 1;
      if (!source.is(at, '.') && !source.is(at, '?.')) break;
      const name = source.word(at + 1);
      if (name === undefined) break;
      const behind = this.#behindTypes(at + 2, end);
      if (!source.is(behind, '(')) {
        at = behind;
        continue;
      }
      const types = { from: at + 2, to: behind };
      const call = { from: at + 1, to: source.after(behind) };
      const verb = VERBS.get(name);
      if (verb !== undefined && (known || name.startsWith('Map'))) {
        this.#finish(found, on, call.from);
        found = known || name !== 'Map' ? readEndpoint(this.#names, name, behind, types, scope) : undefined;
        if (found !== undefined) {
          on ??= this.#unknown(head);
          this.#until = Math.max(this.#until, call.to);
        }
      } else if (on !== undefined) {
        if (found !== undefined && GUARD.test(name)) found.contract.push(source.hash(call));
        else if (name === 'MapGroup') on = this.#group(on, at, behind, scope);
        else this.#called(on, name, behind, types, scope);
      }
      at = call.to;
    }
    this.#finish(found, on, at);
    // `TodoEndpoints.Map(app.MapGroup("todos"))`
    const group = known && on !== undefined && found === undefined && at > head + 1;
    if (
      group &&
      open !== undefined &&
      /^[(,]$/.test(source.at(head - 1).text) &&
      /^[,)]$/.test(source.at(at).text)
    )
      this.#handed(on ?? '', open, scope);
    return known ? on : undefined;
  }

  /** What something is that nobody can tell where it comes from. */
  #unknown(head: number): Ref {
    const id = `unknown~${head}`;
    this.#findings.addRouter({ id, pack: 'minimal-api' });
    return id;
  }

  /** The name in front of type arguments that end at a token: `MapAll<User, UserDto>`. */
  #beforeTypes(close: number): number {
    const { source } = this.#names;
    let angles = 0;
    for (let at = close; at > Math.max(0, close - 60) && source.is(close, '>'); at--) {
      if (source.is(at, '>')) angles += 1;
      else if (source.is(at, '<') && --angles === 0) return at - 1;
    }
    return close;
  }

  #behindTypes(from: number, end: number): number {
    const { source } = this.#names;
    if (!source.is(from, '<')) return from;
    let angles = 0;
    for (let at = from; at < Math.min(end, from + 60); at++) {
      if (source.is(at, '<')) angles += 1;
      else if (source.is(at, '>') && --angles === 0) return at + 1;
    }
    return from;
  }

  #group(on: Ref, at: number, open: number, scope: Scope): Ref {
    const { source } = this.#names;
    const { owner } = scope;
    const id = `group~${at}`;
    this.#findings.addRouter({ id, pack: 'minimal-api' });
    const given = this.#names.argumentsOf(open);
    const first = given.get('prefix') ?? given.get(0);
    // An extension of many apps names a group by the class that it is of.
    const own = first !== undefined && source.is(first.from, 'this') && owner !== undefined;
    const path = own ? ['/api/', owner.name] : first && textIn(this.#names, first, scope);
    this.#findings.mounts.push({ on, child: id, path: path ?? UNKNOWN });
    return id;
  }

  /** What is called on an app or a group is handed it. */
  #called(on: Ref, name: string, open: number, types: Range, { builders }: Scope): void {
    const { source } = this.#names;
    const { mounts } = this.#findings;
    if (name === 'UseEndpoints' || name === 'UseRouter') {
      const parameter = source.word(open + 1);
      if (parameter !== undefined && source.is(open + 2, '=>')) builders.set(parameter, on);
    } else if (name === 'MapCarter') {
      this.#findings.addRouter({ id: CARTER, pack: 'minimal-api' });
      mounts.push({ on, child: CARTER, path: [] });
    } else if (name === 'UseFastEndpoints') this.#fastEndpoints(open);
    else if (!OURS.test(name)) {
      const add = (child: Ref): void => {
        const mount: Mount = { on, child, path: [] };
        mounts.push(mount);
      };
      add(`${CALLED}${name}@0`);
      // What may be handed another group, and is not, maps on the app itself.
      if (source.is(open + 1, ')')) add(`${CALLED}${name}@1`);
      const type = source.word(types.from + 1);
      if (name.startsWith('Map') && types.to > types.from && type !== undefined)
        for (const method of ['Map', 'MapEndpoint', 'MapEndpoints']) add(`${type}.${method}@0`);
    }
  }

  /** `app.UseFastEndpoints(c => c.Endpoints.RoutePrefix = "api")` */
  #fastEndpoints(open: number): void {
    const { source } = this.#names;
    const { from, to } = source.inside(open);
    for (let at = from; at < to; at++) {
      if (!source.is(at, 'RoutePrefix') || !source.is(at + 1, '=')) continue;
      const { kind, text } = source.at(at + 2);
      const prefix = kind === 'string' ? [text] : UNKNOWN;
      this.#findings.addRouter({ id: FAST, pack: 'fastendpoints', root: true, prefix });
    }
  }

  #finish(found: MappedEndpoint | undefined, on: Ref | undefined, to: number): void {
    if (found === undefined || on === undefined) return;
    const { source } = this.#names;
    const { route, contract, body } = found;
    const { handlers, types, ...plain } = route;
    this.#findings.routes.push({
      on,
      ...plain,
      ...source.lines({ from: found.from, to }),
      contract: hashText(contract.join(' ')),
      body: source.hash(...body),
      ...(handlers.length > 0 && { handlers }),
      ...(types.length > 0 && { types: [...new Set(types)] }),
    });
  }
}

/** Endpoints without controllers: https://learn.microsoft.com/aspnet/core/fundamentals/minimal-apis/route-handlers */
export const minimalApi: CSharpPack = {
  name: 'minimal-api',
  family: 'csharp',
  read(names, findings) {
    new EndpointReader(names, findings).read();
  },
};
