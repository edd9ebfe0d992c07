import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { Scope } from './builders.ts';
import { contractOfParameters, methodsIn } from './endpoint-shape.ts';
import type { CSharpNames } from './names.ts';
import { readParameters } from './parameters.ts';

/** Calls that map an endpoint. */
export const VERBS: ReadonlyMap<string, string> = new Map([
  ['MapGet', 'GET'],
  ['MapPost', 'POST'],
  ['MapPut', 'PUT'],
  ['MapPatch', 'PATCH'],
  ['MapDelete', 'DELETE'],
  ['Map', '*'],
  ['MapHub', '*'],
  ['MapHealthChecks', '*'],
  ['MapMethods', '*'],
]);
export const UNKNOWN: WrittenText = [{ ref: '~' }];

/** What a call maps; the calls behind it add to its contract. */
export interface MappedEndpoint {
  readonly route: {
    readonly methods: readonly string[];
    readonly path: WrittenText;
    readonly handlers: Ref[];
    readonly types: Ref[];
  };
  readonly from: number;
  readonly contract: string[];
  readonly body: Range[];
}

/** A text, with those that have a name in the same function. */
export function textIn(names: CSharpNames, range: Range, { owner, texts }: Scope): WrittenText | undefined {
  return names
    .textOf(range, owner)
    ?.flatMap((part) => (typeof part === 'string' ? [part] : (texts.get(part.ref) ?? [part])));
}

/** Reads a function by its name, or one that stands here. */
function readHandler(names: CSharpNames, range: Range, found: MappedEndpoint, owner: Scope['owner']): void {
  const { source } = names;
  const { route, contract, body } = found;
  const name = names.nameAt(range.from);
  if (name?.to === range.to) {
    const ref = names.refOf(name.text, owner);
    route.handlers.push(ref);
    route.types.push(ref);
    const method = owner?.methods.find((one) => one.name === name.text);
    if (method === undefined) return;
    const { parameters, result } = method;
    route.types.push(...names.typesIn([result, ...parameters.map(({ type }) => type)], owner));
    return;
  }
  const arrow = source.find(range, '=>');
  const paren = source.is(arrow - 1, ')') ? (source.partner[arrow - 1] ?? -1) : -1;
  if (arrow >= range.to || paren < range.from) {
    body.push(range);
    return;
  }
  const parameters = readParameters(source, paren);
  const types = parameters.map(({ type }) => type);
  contract.push(source.hash({ from: range.from, to: paren }), ...contractOfParameters(source, parameters));
  route.types.push(...names.typesIn(types, owner));
  body.push({ from: arrow, to: range.to });
}

/** Reads what a call maps whose arguments begin at `open`. */
export function readEndpoint(
  names: CSharpNames,
  name: string,
  open: number,
  types: Range,
  scope: Scope,
): MappedEndpoint {
  const given = names.argumentsOf(open);
  const several = name === 'MapMethods';
  let written = given.get('pattern') ?? given.get(0);
  let handler = given.get('handler') ?? given.get('requestDelegate');
  handler ??= given.get(several ? 2 : given.has('pattern') ? 0 : 1);
  const isText = (range: Range | undefined): boolean =>
    range !== undefined && /^(string|template)$/.test(names.source.at(range.from).kind);
  // Extensions of many apps take what handles a request first, and a path perhaps.
  const turned = !isText(written) && (isText(handler) || given.size === 1);
  if (turned && /^Map(Get|Post|Put|Patch|Delete)$/.test(name)) [written, handler] = [handler, written];
  const path = written === undefined ? [''] : (textIn(names, written, scope) ?? UNKNOWN);
  const verbs = several ? (given.get('httpMethods') ?? given.get(1)) : undefined;
  const methods = verbs === undefined ? [VERBS.get(name) ?? '*'] : methodsIn(names.source, [verbs]);
  const found = {
    route: { methods, path, handlers: [], types: [] },
    from: open - 1,
    contract: [],
    body: [types],
  };
  if (handler !== undefined) readHandler(names, handler, found, scope.owner);
  return found;
}
