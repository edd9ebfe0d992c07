import type { WrittenText } from '../file-facts/names.ts';
import { hashText } from '../hash.ts';
import { bodyRange } from './definitions.ts';
import type { Framework } from './framework.ts';
import { type Arguments, readParameters, returnType } from './functions.ts';
import type { PythonNames } from './names.ts';
import type { Range } from './source.ts';
import type { Statement } from './statements.ts';

const PARAMETER = /\{(\w+)(?::([^{}]*))?\}|<(?:([^<>:]*):)?(\w+)>/g;
/** Decorators whose arguments say what goes in and out: flask-smorest, webargs, restx, apiflask. */
const DESCRIBES =
  /^(arguments|response|alt_response|use_args|use_kwargs|expect|marshal_with|marshal_list_with|input|output)$/;

/** The parameters of a path in order, and what they are converted to. */
function pathParameters(path: WrittenText): { readonly name: string; readonly type: string }[] {
  const text = path.map((part) => (typeof part === 'string' ? part : '')).join('');
  return [...text.matchAll(PARAMETER)].map(([, braced, rest, type, angled]) => ({
    name: braced ?? angled ?? '',
    type: rest ?? type ?? '',
  }));
}

/**
 * Hashes what callers of an endpoint notice, and the rest. What a parameter of the path is called is told by the path,
 * wherever the function uses it.
 *
 * @param options of the decorator or call that registers it
 * @param others decorators between that one and the function
 */
export function endpointShape(
  names: PythonNames,
  { typed, cosmetic }: Pick<Framework, 'typed' | 'cosmetic'>,
  path: WrittenText,
  options: Arguments,
  statement?: Statement,
  others: readonly Range[] = [],
): { readonly contract: string; readonly body: string } {
  const { source } = names;
  const inPath = pathParameters(path);
  const renamed = new Map(inPath.map(({ name }, index) => [name, `{${index}}`]));
  const contract = inPath.map(({ type }) => type);
  const body: string[] = [];
  for (const [name, value] of options.named) {
    if (!cosmetic.has(name)) contract.push(`${name}=${source.hash([value])}`);
  }
  for (const other of others) {
    const chain = names.chainOf(other);
    const last = chain?.links.filter((link) => link.does === 'member').at(-1);
    const name = last?.name ?? source.at(other.from).text;
    contract.push(`@${name}${DESCRIBES.test(name) ? source.hash([other]) : ''}`);
    body.push(source.hash([other]));
  }
  if (statement !== undefined) {
    for (const { name, stars, type, value } of readParameters(source, statement)) {
      if (name === 'self' || name === 'cls') continue;
      // A default that is a call says where the value comes from: `Query(…)`, `Depends(user)`.
      const told = value !== undefined && source.find(value, '(') < value.to ? source.hash([value]) : '';
      const shape = `${stars}${renamed.get(name) ?? name}:${type === undefined ? '' : source.hash([type])}=${value === undefined ? 'none' : told}`;
      if (typed) contract.push(shape);
      if (value !== undefined) body.push(source.hash([value], renamed));
    }
    if (typed) contract.push(source.hash([returnType(source, statement)]));
    body.push(source.hash([bodyRange(statement)], renamed));
  }
  return { contract: hashText(contract.join(' ')), body: hashText(body.join(' ')) };
}
