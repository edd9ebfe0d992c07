import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { CSharpNames } from './names.ts';
import type { CSharpMethod, CSharpType } from './type-shapes.ts';

/** What endpoints are mapped on. */
const BUILDER =
  /^(IEndpointRouteBuilder|RouteGroupBuilder|IVersionedEndpointRouteBuilder|WebApplication|IApplicationBuilder)$/;
/** Of these there is one for all that an app serves. */
const APP = /^(WebApplication|IApplicationBuilder)$/;
const LONGEST_CONSTRAINTS = 60;
/** In front of the name of a method that is called on what it takes first: nobody says whose it is. */
export const CALLED = 'called:';
/** What the modules of Carter are put on, and the endpoints of FastEndpoints. */
export const CARTER = 'carter:app';
export const FAST = 'fastendpoints:app';

/** A function or statements, with what the names in it stand for that endpoints are mapped on. */
export interface Scope {
  readonly range: Range;
  readonly owner: CSharpType | undefined;
  readonly builders: Map<string, Ref>;
  /** Texts that have a name in it. */
  readonly texts: Map<string, WrittenText>;
}

/** `Microsoft.AspNetCore.Routing.IEndpointRouteBuilder`, `RouteGroupBuilder?`, `T` where that is a builder. */
function typeOf({ source }: CSharpNames, { from, to }: Range, method?: CSharpMethod): string {
  let found = '';
  for (let at = from; at < to && !BUILDER.test(found); at++) found = source.word(at) ?? found;
  if (method?.generic !== true || BUILDER.test(found)) return found;
  const { from: behind } = method.rest;
  const constraints = { from: behind, to: Math.min(method.body.from, behind + LONGEST_CONSTRAINTS) };
  for (let at = constraints.from; at < constraints.to; at++) {
    if (!source.is(at, 'where') || !source.is(at + 1, found)) continue;
    const type = source.word(at + 3) ?? '';
    if (BUILDER.test(type)) return type;
  }
  return found;
}

/** Names a method by its type, or as one of the program. */
function methodRef(method: CSharpMethod, owner: CSharpType | undefined): Ref {
  return owner === undefined ? method.name : `${owner.qualified}.${method.name}`;
}

/** The path that a module of Carter gives to what it is derived from: `: base("/basket")`. */
function basePath(names: CSharpNames, { name, methods }: CSharpType): string | undefined {
  const { source } = names;
  for (const method of methods) {
    if (method.name !== name) continue;
    const { from } = method.rest;
    const text = source.at(from + 3);
    if (source.is(from, ':') && source.is(from + 1, 'base') && text.kind === 'string') return text.text;
  }
  return undefined;
}

/** Reads what one parameter is that endpoints are mapped on, and what hands it over. */
function readBuilder(
  names: CSharpNames,
  findings: Findings,
  method: CSharpMethod,
  at: number,
  owner?: CSharpType,
): Ref {
  const type = typeOf(names, method.parameters[at]?.type ?? { from: 0, to: 0 }, method);
  const id = `${methodRef(method, owner)}@${at}`;
  const bases = (owner?.supertypes ?? []).map((one) => one.slice(one.lastIndexOf('.') + 1));
  const root = { root: true as const };
  const router = { id, pack: 'minimal-api' };
  if (method.name === 'AddRoutes' && bases.some((base) => /^(ICarterModule|CarterModule)$/.test(base))) {
    const prefix = owner && basePath(names, owner);
    findings.addRouter({ ...router, ...root, ...(prefix !== undefined && { prefix: [prefix] }) });
    findings.mounts.push({ on: CARTER, child: id, path: [] });
  } else if (bases.some((base) => /^I?EndpointGroup(Base)?$/.test(base)) && type === 'RouteGroupBuilder') {
    const said = owner?.fields.find(
      ({ name, value }) => name === 'RoutePrefix' && value !== undefined,
    )?.value;
    const prefix = said === undefined ? ['/api/', owner?.name ?? ''] : names.textOf(said, owner);
    findings.addRouter({ ...router, ...root, prefix: prefix ?? [{ ref: '~' }] });
  } else if (owner?.kind === 'interface' || (owner !== undefined && method.modifiers.has('abstract'))) {
    findings.aliases.set(CALLED + method.name, methodRef(method, owner));
  } else {
    // A library maps what has `AddRoute` on the app itself.
    const mapped = method.name === 'AddRoute' && bases.includes('IEndpoint');
    findings.addRouter({ ...router, ...((APP.test(type) || mapped) && root) });
    // What an interface is handed, all that implement it are.
    for (const base of method.parameters[at]?.extended ? [] : bases)
      findings.mounts.push({ on: `${base}.${method.name}@${at}`, child: id, path: [] });
  }
  if (method.parameters[at]?.extended) findings.aliases.set(CALLED + method.name, methodRef(method, owner));
  return id;
}

function readMethod(names: CSharpNames, findings: Findings, method: CSharpMethod, owner?: CSharpType): Scope {
  const builders = new Map<string, Ref>();
  method.parameters.forEach(({ name, type }, at) => {
    if (BUILDER.test(typeOf(names, type, method)))
      builders.set(name, readBuilder(names, findings, method, at, owner));
  });
  return { range: method.body, owner, builders, texts: new Map() };
}

/** Finds all functions of a source, and what in them endpoints are mapped on. */
export function readScopes(names: CSharpNames, findings: Findings): Scope[] {
  const { types, functions, statements } = names.file;
  const scopes = types.flatMap((owner) =>
    owner.methods.map((method) => readMethod(names, findings, method, owner)),
  );
  for (const method of functions) scopes.push(readMethod(names, findings, method));
  const builders = new Map<string, Ref>();
  const texts = new Map<string, WrittenText>();
  for (const range of statements) scopes.push({ range, owner: undefined, builders, texts });
  return scopes;
}
