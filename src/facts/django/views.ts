import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { basesOf } from '../python/class-bases.ts';
import { endpointShape } from '../python/endpoint-shape.ts';
import { readArguments, readParameters } from '../python/functions.ts';
import type { PythonNames } from '../python/names.ts';
import type { Defined } from '../python/scopes.ts';
import type { Range } from '../python/source.ts';
import { ClassView, NO_ARGUMENTS, SHAPED } from './class-view.ts';
import { ACTIONS, isAboutDjango, isLibrary, lastOf, VERBS } from './library.ts';
import { AS_VIEW, unwrapped } from './pattern-views.ts';

/** Names of classes that serve, or that others which serve are made of. */
const VIEW_NAME = /(View|Views|View[sS]et|API|Api|Endpoint|Mixin)$/;
/** Classes that say who may call a view. */
const GUARD = /(Required|Permission|Access|Auth)\w*Mixin$/;
/** Fields that nothing but views has. */
const OF_VIEWS =
  /^(permission_classes|authentication_classes|renderer_classes|http_method_names|template_name)$/;

/** Finds what views answer to: each is what a URL pattern or a router mounts. */
class ViewReader {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  readonly #about: boolean;
  readonly #methods = new Map<Ref, Defined[]>();

  constructor(names: PythonNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    this.#about = isAboutDjango(names);
    for (const defined of names.scopes.functions) {
      const { kind, owner } = defined.around;
      if (kind !== 'class' || owner === undefined) continue;
      const methods = this.#methods.get(owner);
      if (methods === undefined) this.#methods.set(owner, [defined]);
      else methods.push(defined);
    }
  }

  run(): void {
    const { functions, classes } = this.#names.scopes;
    if (this.#about)
      for (const defined of functions) if (defined.around.kind === 'module') this.#function(defined);
    for (const defined of classes) this.#class(defined);
    this.#wrapped();
  }

  /** `inbox = login_required(Inbox.as_view())` */
  #wrapped(): void {
    for (const { ref, value } of this.#names.scopes.top.names.values()) {
      const chain = value && this.#names.chainOf(value);
      if (value === undefined || chain?.links.at(-1)?.does !== 'call') continue;
      const { view, wrappers } = unwrapped(this.#names, value);
      const made = wrappers.length === 0 ? undefined : this.#names.refOf(view);
      if (made?.endsWith(AS_VIEW)) this.#findings.aliases.set(ref, made);
    }
  }

  /** What a decorator is called, and the index of its parenthesis. */
  #decorator(range: Range): { readonly name: string; readonly open: number | undefined } {
    const chain = this.#names.chainOf(range);
    const call = chain?.links.at(-1);
    const name = (chain && this.#names.foreignOf(chain)?.name) ?? this.#names.source.at(range.from).text;
    return { name: lastOf(name), open: call?.does === 'call' ? call.open : undefined };
  }

  #literals(range: Range | undefined): string[] | undefined {
    const texts = (range && this.#names.elementsOf(range))?.map((one) => this.#names.literal(one) ?? '');
    return texts?.every((text) => /^[a-zA-Z_]+$/.test(text)) ? texts : undefined;
  }

  /** The methods that a function's decorator lets in. */
  #allowed(range: Range): string[] | undefined {
    const { name, open } = this.#decorator(range);
    const { named, positional } = open === undefined ? NO_ARGUMENTS : readArguments(this.#names.source, open);
    const given = positional[0] ?? named.get('http_method_names') ?? named.get('request_method_list');
    switch (name) {
      case 'require_GET':
      case 'require_safe':
        return ['GET'];
      case 'require_POST':
        return ['POST'];
      case 'api_view':
        return given === undefined ? ['GET'] : (this.#literals(given) ?? ['*']);
      case 'require_http_methods':
        return this.#literals(given) ?? ['*'];
      default:
        return undefined;
    }
  }

  #function({ statement, ref }: Defined): void {
    for (const range of statement.decorators) {
      const allowed = this.#allowed(range);
      if (allowed === undefined) continue;
      const others = statement.decorators.filter((other) => other !== range);
      const shape = endpointShape(this.#names, SHAPED, [], NO_ARGUMENTS, statement, others);
      const { line } = this.#names.source.at(range.from);
      const { endLine } = this.#names.source.at(statement.to - 1);
      const methods = allowed.map((method) => method.toUpperCase());
      this.#findings.routes.push({ on: ref, methods, path: [], line, endLine, ...shape });
      return;
    }
  }

  /** Whatever it is called: methods named like those of HTTP take a request, or it has fields that views have. */
  #answers({ scope }: Defined, methods: readonly Defined[]): boolean {
    const { source } = this.#names;
    return (
      methods.some(
        ({ name, statement }) =>
          (VERBS.has(name) || ACTIONS.has(name)) &&
          /^_?req(uest)?$/.test(readParameters(source, statement)[1]?.name ?? ''),
      ) ||
      (this.#about && [...scope.names.keys()].some((field) => OF_VIEWS.test(field)))
    );
  }

  #class(defined: Defined): void {
    const { name, ref } = defined;
    const bases = basesOf(this.#names, defined);
    const known = bases.some((base) => isLibrary(base.name) && VIEW_NAME.test(lastOf(base.name)));
    const serves =
      (this.#about && VIEW_NAME.test(name)) || bases.some((base) => VIEW_NAME.test(lastOf(base.name)));
    const methods = this.#methods.get(ref) ?? [];
    if (
      bases.length === 0
        ? !(this.#about && VIEW_NAME.test(name))
        : !known && !serves && !this.#answers(defined, methods)
    )
      return;
    const before = this.#findings.routes.length;
    const view = new ClassView(this.#names, this.#findings, defined, methods);
    const guards = bases.map((base) => lastOf(base.name)).filter((base) => GUARD.test(base));
    view.read(
      guards,
      bases.map((base) => base.name),
      // A class that another framework's reader took has its own methods already.
      this.#findings.isRouter(ref),
    );
    let inherits = false;
    for (const base of bases) {
      if (base.ref === undefined || isLibrary(base.name)) continue;
      this.#findings.mounts.push({ on: ref, child: base.ref, path: [] });
      inherits = true;
    }
    // What it inherits is served where it is itself, or nowhere.
    if (inherits) this.#findings.addRouter({ id: ref, pack: 'django', view: true });
    if (inherits || this.#findings.routes.length > before)
      this.#findings.aliases.set(`${ref}.as_view()`, ref);
  }
}

/** Reads what the views of one source answer to: functions by their decorators, classes by methods and bases. */
export function readViews(names: PythonNames, findings: Findings): void {
  new ViewReader(names, findings).run();
}
