import { type DataEntry, type DataValue, entriesOf, itemsOf, memberOf, textAt } from '../data/data.ts';
import { readData } from '../data/read-data.ts';
import type { ApiOperation, ApiPart, ApiPath, Pointer } from '../file-facts/api-document.ts';
import { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { contractText, refOf, wholeText } from './contract.ts';
import { isSchema, schemaFields } from './schema-fields.ts';

const METHODS: ReadonlySet<string> = new Set('get put post delete options head patch trace query'.split(' '));
/** What only a document of this kind has somewhere, however its keys are sorted. */
const DOCUMENT_MARK = /(openapi|swagger)["']?[ \t]{0,20}:[ \t\r\n]{0,20}["']?[23]/;
/** What a file has somewhere that such a document refers to. */
const PART_MARK =
  /^[ \t"'-]{0,40}(get|put|post|delete|patch|head|options|responses|content|schema|\$ref|properties|allOf|oneOf|anyOf|enum|type)["']?[ \t]{0,20}:/m;
/** Where Swagger 2 keeps what is referred to; OpenAPI 3 has all of it below `components`. */
const SECTIONS = ['definitions', 'parameters', 'responses', '$defs'];
const SCHEMAS: ReadonlySet<string> = new Set(['schemas', 'definitions', '$defs']);

function pointer(...keys: readonly string[]): Pointer {
  return `#${keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}

/** The path in front of all others: of the first server, without its host. */
function basePath(root: DataValue): string {
  const [server] = itemsOf(memberOf(root, 'servers'));
  const variables = memberOf(server, 'variables');
  const url = (textAt(server, 'url') ?? '').replace(
    /\{([^{}]*)\}/g,
    (all, name: string) => textAt(memberOf(variables, name), 'default') ?? all,
  );
  const path = url.replace(/^([a-z][a-z\d+.-]{0,20}:)?\/\/[^/]*/i, '').replace(/^\{[^{}/]*\}/, '');
  return textAt(root, 'basePath') ?? path.replace(/[?#].*$/, '');
}

class ApiReader {
  readonly operations: ApiOperation[] = [];
  readonly paths: ApiPath[] = [];
  readonly parts: ApiPart[] = [];
  /** What every operation asks for that does not say otherwise. */
  readonly #security: string;

  constructor(root: DataValue) {
    const security = memberOf(root, 'security');
    this.#security = security === undefined ? '' : contractText(security, []);
  }

  /** Reads the operations of one path. */
  item(value: DataValue, at: Pointer, path?: string): void {
    const known = path === undefined ? {} : { path };
    const ref = refOf(value);
    if (ref !== undefined) this.paths.push({ item: at, ...known, at: ref });
    const shared = memberOf(value, 'parameters');
    for (const { key, value: operation, line, endLine } of entriesOf(value)) {
      if (
        !METHODS.has(key) ||
        (operation.is === 'text' && operation.text !== '' && !operation.text.startsWith('*'))
      )
        continue;
      const refs: Pointer[] = [];
      const contract = [contractText(operation, refs)];
      if (shared !== undefined) contract.push(contractText(shared, refs));
      if (memberOf(operation, 'security') === undefined) contract.push(this.#security);
      this.operations.push({
        item: at,
        ...known,
        method: key.toUpperCase(),
        line,
        endLine,
        contract: hashText(contract.join(' ')),
        body: hashText(wholeText(operation)),
        ...(refs.length > 0 && { refs }),
      });
    }
  }

  /** Reads the paths of a document, or of a file that has nothing else. */
  items(paths: DataValue | undefined, ...front: readonly string[]): void {
    const ref = refOf(paths);
    if (ref !== undefined) this.paths.push({ item: pointer(...front), at: ref });
    for (const { key, value } of entriesOf(paths))
      if (key.startsWith('/')) this.item(value, pointer(...front, key), key);
  }

  part({ value, line, endLine }: Omit<DataEntry, 'key'>, at: Pointer, schema: boolean): void {
    const refs: Pointer[] = [];
    const contract = hashText(contractText(value, refs));
    const fields = schema && { fields: schemaFields({ value, line, endLine }) };
    this.parts.push({ at, contract, ...(refs.length > 0 && { refs }), ...fields });
  }

  sections(owner: DataValue | undefined, ...front: readonly string[]): void {
    for (const section of entriesOf(owner)) {
      if (front.length === 0 && !SECTIONS.includes(section.key)) continue;
      for (const entry of entriesOf(section.value)) {
        const at = pointer(...front, section.key, entry.key);
        if (section.key === 'pathItems') this.item(entry.value, at);
        else this.part(entry, at, SCHEMAS.has(section.key));
      }
    }
  }
}

/** Keys of what stands in files of its own: path items, operations, answers, parameters. */
const OF_PARTS: ReadonlySet<string> = new Set(['responses', 'content', 'schema', 'requestBody', '$ref']);

/** Tells whether a file that is no document may be a part of one. */
function isPart(root: DataValue): boolean {
  const isOne = (value: DataValue): boolean =>
    isSchema(value) ||
    entriesOf(value).some(
      ({ key, value: member }) => OF_PARTS.has(key) || (METHODS.has(key) && member.is === 'map'),
    );
  return isOne(root) || entriesOf(root).some(({ value }) => isOne(value));
}

/**
 * Reads an OpenAPI or Swagger document, or a file that one refers to. A file of YAML or JSON that is neither is looked
 * through once for words that it would need to have, and holds nothing.
 */
export function readOpenapi(text: string): Findings {
  const findings = new Findings();
  if (!DOCUMENT_MARK.test(text) && !PART_MARK.test(text)) return findings;
  const root = readData(text);
  const version = textAt(root, 'openapi') ?? textAt(root, 'swagger');
  const isDocument = version !== undefined && /^[23](\.|$)/.test(version);
  if (!isDocument && !isPart(root)) return findings;
  const reader = new ApiReader(root);
  if (isDocument) reader.items(memberOf(root, 'paths'), 'paths');
  else {
    const [first] = entriesOf(root);
    const last = entriesOf(root).at(-1);
    const whole = { value: root, line: first?.line ?? 1, endLine: last?.endLine ?? 1 };
    reader.item(root, '#');
    reader.items(root);
    reader.part(whole, '#', isSchema(root));
    for (const entry of entriesOf(root)) {
      const at = pointer(entry.key);
      if (!entry.key.startsWith('/')) reader.item(entry.value, at);
      reader.part(entry, at, isSchema(entry.value));
    }
  }
  reader.sections(memberOf(root, 'components'), 'components');
  reader.sections(root);
  const { operations, paths, parts } = reader;
  findings.document = { ...(isDocument && { base: basePath(root) }), operations, paths, parts };
  return findings;
}
