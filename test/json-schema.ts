type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const KNOWN: ReadonlySet<string> = new Set([
  ...[
    '$schema',
    '$id',
    '$defs',
    '$ref',
    'title',
    'description',
    'examples',
    'type',
    'enum',
    'const',
    'anyOf',
  ],
  ...['properties', 'required', 'additionalProperties', 'items', 'pattern', 'minimum'],
]);

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

/**
 * Holds a value against a JSON Schema, as far as ours use it; a keyword that it does not know is an error.
 *
 * @returns what is wrong, each with its place; objects with named keys take no others, even where the schema lets them
 */
export function violations(root: Json, value: unknown): readonly string[] {
  const definitions = isObject(root.$defs) ? root.$defs : {};
  const check = (schema: unknown, one: unknown, at: string): readonly string[] => {
    if (!isObject(schema)) throw new Error(`${at}: no schema`);
    const odd = Object.keys(schema).find((key) => !KNOWN.has(key));
    if (odd !== undefined) throw new Error(`${at}: ${odd} is not a keyword that is known here`);
    const found: string[] = [];
    const { $ref, type, anyOf, pattern, minimum, items, properties, required, additionalProperties } = schema;
    if (typeof $ref === 'string') found.push(...check(definitions[$ref.replace('#/$defs/', '')], one, at));
    if (typeof type === 'string' && type !== typeOf(one) && !(type === 'number' && typeof one === 'number'))
      return [...found, `${at}: is ${typeOf(one)}, not ${type}`];
    if (Array.isArray(schema.enum) && !schema.enum.includes(one))
      found.push(`${at}: ${String(one)} is none of ${schema.enum.join(', ')}`);
    if ('const' in schema && schema.const !== one) found.push(`${at}: is not ${String(schema.const)}`);
    if (Array.isArray(anyOf)) {
      const tries = anyOf.map((each) => check(each, one, at));
      if (tries.every((each) => each.length > 0))
        found.push(...(tries.sort((a, b) => b.length - a.length)[0] ?? []));
    }
    if (typeof pattern === 'string' && typeof one === 'string' && !new RegExp(pattern, 'u').test(one))
      found.push(`${at}: "${one}" does not match ${pattern}`);
    if (typeof minimum === 'number' && typeof one === 'number' && one < minimum)
      found.push(`${at}: is less than ${minimum}`);
    if (items !== undefined && Array.isArray(one))
      for (const [index, each] of one.entries()) found.push(...check(items, each, `${at}[${index}]`));
    if (isObject(one)) {
      const named = isObject(properties) ? properties : {};
      for (const key of Array.isArray(required) ? required : [])
        if (!Object.hasOwn(one, String(key))) found.push(`${at}: ${String(key)} is missing`);
      for (const [key, each] of Object.entries(one))
        if (Object.hasOwn(named, key)) found.push(...check(named[key], each, `${at}.${key}`));
        else if (isObject(properties)) found.push(`${at}: ${key} is not in the schema`);
        else if (isObject(additionalProperties))
          found.push(...check(additionalProperties, each, `${at}.${key}`));
    }
    return found;
  };
  return check(root, value, '$');
}
