/** A column that a method of a blueprint makes on its own. */
export interface ReadyColumn {
  /** Where the method takes a name, it is put in place of `*`. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

const id = (type: string): readonly ReadyColumn[] => [{ name: '*', type, required: true }];
const moments = (type: string): readonly ReadyColumn[] => [
  { name: 'created_at', type, required: false },
  { name: 'updated_at', type, required: false },
];
const deletion = (type: string): readonly ReadyColumn[] => [{ name: '*', type, required: false }];
const morphs = (type: string, required: boolean): readonly ReadyColumn[] => [
  { name: '*_type', type: 'string', required },
  { name: '*_id', type, required },
];

/** Methods that make one or two columns of a type of their own: what they are called where no name is given. */
export const READY: Readonly<
  Record<string, { readonly columns: readonly ReadyColumn[]; readonly name?: string }>
> = {
  id: { columns: id('bigInteger'), name: 'id' },
  increments: { columns: id('integer') },
  integerIncrements: { columns: id('integer') },
  tinyIncrements: { columns: id('tinyInteger') },
  smallIncrements: { columns: id('smallInteger') },
  mediumIncrements: { columns: id('mediumInteger') },
  bigIncrements: { columns: id('bigInteger') },
  timestamps: { columns: moments('timestamp') },
  nullableTimestamps: { columns: moments('timestamp') },
  timestampsTz: { columns: moments('timestampTz') },
  nullableTimestampsTz: { columns: moments('timestampTz') },
  datetimes: { columns: moments('dateTime') },
  softDeletes: { columns: deletion('timestamp'), name: 'deleted_at' },
  softDeletesTz: { columns: deletion('timestampTz'), name: 'deleted_at' },
  softDeletesDatetime: { columns: deletion('dateTime'), name: 'deleted_at' },
  rememberToken: { columns: [{ name: 'remember_token', type: 'string', required: false }] },
  morphs: { columns: morphs('bigInteger', true) },
  nullableMorphs: { columns: morphs('bigInteger', false) },
  numericMorphs: { columns: morphs('bigInteger', true) },
  nullableNumericMorphs: { columns: morphs('bigInteger', false) },
  uuidMorphs: { columns: morphs('uuid', true) },
  nullableUuidMorphs: { columns: morphs('uuid', false) },
  ulidMorphs: { columns: morphs('ulid', true) },
  nullableUlidMorphs: { columns: morphs('ulid', false) },
};

/** Methods that take away what those above make, and what that is called. */
export const READY_DROPS: Readonly<
  Record<string, { readonly columns: readonly string[]; readonly name?: string }>
> = {
  dropTimestamps: { columns: ['created_at', 'updated_at'] },
  dropTimestampsTz: { columns: ['created_at', 'updated_at'] },
  dropSoftDeletes: { columns: ['*'], name: 'deleted_at' },
  dropSoftDeletesTz: { columns: ['*'], name: 'deleted_at' },
  dropRememberToken: { columns: ['remember_token'] },
  dropMorphs: { columns: ['*_type', '*_id'] },
  dropConstrainedForeignId: { columns: ['*'] },
};

/** Methods whose first argument names a column of the type that they are called by; some have a name of their own. */
export const TYPES: ReadonlyMap<string, string | undefined> = new Map<string, string | undefined>([
  ...(
    'string char text tinyText mediumText longText integer tinyInteger smallInteger mediumInteger bigInteger ' +
    'unsignedInteger unsignedTinyInteger unsignedSmallInteger unsignedMediumInteger unsignedBigInteger float double ' +
    'decimal unsignedFloat unsignedDouble unsignedDecimal boolean enum set json jsonb date dateTime dateTimeTz time ' +
    'timeTz timestamp timestampTz year binary foreignId foreignUuid foreignUlid geometry geography point lineString ' +
    'polygon geometryCollection multiPoint multiLineString multiPolygon computed vector tsvector rawColumn'
  )
    .split(' ')
    .map((name): [string, undefined] => [name, undefined]),
  ['uuid', 'uuid'],
  ['ulid', 'ulid'],
  ['ipAddress', 'ip_address'],
  ['macAddress', 'mac_address'],
]);

/** Calls on a column that say where it stands, or that it is changed: no part of what it is. */
export const UNTOLD: ReadonlySet<string> = new Set([
  'after',
  'first',
  'change',
  'nullable',
  'unsigned',
  'comment',
]);

/** Calls on a blueprint that say something of the table as a whole. */
export const OF_TABLE: ReadonlySet<string> = new Set([
  'primary',
  'unique',
  'index',
  'foreign',
  'fullText',
  'fulltext',
  'spatialIndex',
  'rawIndex',
]);

/** `OrderItem` is `order_item`: the name of a key that leads to a model, without `_id`. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z\d])(?=[A-Z])/g, '$1_').toLowerCase();
}
