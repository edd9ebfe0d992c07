/** A JSON Schema, as far as ours use it. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

export const TEXT: Schema = { type: 'string' };
export const COUNT: Schema = { type: 'integer', minimum: 0 };
export const FLAG: Schema = { type: 'boolean' };

export function ref(name: string): Schema {
  return { $ref: `#/$defs/${name}` };
}

export function oneOf(values: readonly (string | number)[]): Schema {
  return { enum: values };
}

export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

export function mapOf(values: Schema): Schema {
  return { type: 'object', additionalProperties: values };
}

export function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function describe(description: string, schema: Schema): Schema {
  return { description, ...schema };
}

/**
 * An object with these keys and no others.
 *
 * @param optional keys that may be left out
 */
export function object(properties: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  return {
    type: 'object',
    properties: { ...properties, ...optional },
    required: Object.keys(properties),
    additionalProperties: false,
  };
}
