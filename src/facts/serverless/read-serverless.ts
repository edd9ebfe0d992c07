import { type DataEntry, type DataValue, entriesOf, itemsOf, memberOf, textAt } from '../data/data.ts';
import { readData } from '../data/read-data.ts';
import type { WrittenText } from '../file-facts/names.ts';
import { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';

const ROUTER = 'serverless~';
const METHOD = /^(get|post|put|patch|delete|head|options|any|\*)$/i;
/** Events of the framework, and of AWS SAM. */
const EVENTS = ['http', 'httpApi'];
const SAM_EVENTS = /^(Api|HttpApi)$/;
/** All that a function gets: what it does with it is not said here. */
const CATCH_ALL = /^\/?(\{\w+\+\})?$/;

function textOf(value: DataValue | undefined): string {
  if (value === undefined) return '';
  if (value.is === 'text') return value.text;
  if (value.is === 'list') return `[${value.items.map(textOf).join()}]`;
  return `{${value.entries.map((entry) => `${entry.key}:${textOf(entry.value)}`).join()}}`;
}

/** `${self:custom.base}`, also with one inside: `${self:custom.${opt:stage}.base}`. */
const VARIABLE = /\$\{(?:[^{}]|\$\{[^{}]*\})*\}/;

/** Variables stand for what nobody knows here. `{proxy+}` is whatever is below. */
function written(path: string): WrittenText {
  const parts = `/${path.replace(/^\//, '')}`.replace(/\{\w+\+\}/g, '{*}').split(VARIABLE);
  return parts.flatMap((part, index) => (index === 0 ? [part] : [{ ref: '~' }, part]));
}

class FunctionReader {
  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  read(root: DataValue): void {
    const functions = memberOf(root, 'functions');
    const listed = functions?.is === 'list' ? itemsOf(functions) : [functions];
    for (const one of listed) for (const entry of entriesOf(one)) this.#function(entry);
    for (const { value } of entriesOf(memberOf(root, 'Resources'))) this.#resource(value);
    if (this.#findings.routes.length > 0)
      this.#findings.addRouter({ id: ROUTER, pack: 'serverless', root: true });
  }

  #function({ value, line, endLine }: DataEntry): void {
    const handler = textAt(value, 'handler') ?? textAt(value, 'image') ?? '';
    for (const event of itemsOf(memberOf(value, 'events')))
      for (const { key, value: said, ...lines } of entriesOf(event)) {
        if (!EVENTS.includes(key)) continue;
        const [, method = '', path = ''] =
          /^\s*(\S+)\s+(\S+)\s*$/.exec(said.is === 'text' ? said.text : '') ?? [];
        const at = lines.line > 0 ? lines : { line, endLine };
        const rest = entriesOf(said).filter((entry) => !/^(method|path)$/.test(entry.key));
        this.#route(textAt(said, 'method') ?? method, textAt(said, 'path') ?? path, rest, handler, at);
      }
  }

  /** `AWS::Serverless::Function`, with its events. */
  #resource(value: DataValue): void {
    if (textAt(value, 'Type') !== 'AWS::Serverless::Function') return;
    const properties = memberOf(value, 'Properties');
    const handler = textAt(properties, 'Handler') ?? '';
    for (const { value: event, line, endLine } of entriesOf(memberOf(properties, 'Events'))) {
      if (!SAM_EVENTS.test(textAt(event, 'Type') ?? '')) continue;
      const said = memberOf(event, 'Properties');
      const rest = entriesOf(said).filter(({ key }) => key === 'Auth' || key === 'RequestModel');
      this.#route(textAt(said, 'Method') ?? '', textAt(said, 'Path') ?? '', rest, handler, { line, endLine });
    }
  }

  #route(
    method: string,
    path: string,
    rest: readonly DataEntry[],
    handler: string,
    lines: { readonly line: number; readonly endLine: number },
  ): void {
    const any = /^(any|\*)$/i.test(method);
    if (!METHOD.test(method) || path === '' || (any && CATCH_ALL.test(path))) return;
    const asked = rest.map((entry) => `${entry.key}:${textOf(entry.value)}`).sort();
    this.#findings.routes.push({
      on: ROUTER,
      methods: [any ? '*' : method.toUpperCase()],
      path: written(path),
      ...lines,
      contract: asked.length === 0 ? '' : hashText(asked.join(' ')),
      body: hashText(handler),
    });
  }
}

/** Reads which requests the functions of a deployment answer, as the Serverless Framework and AWS SAM are told. */
export function readServerless(text: string): Findings {
  const findings = new Findings();
  if (/\bevents\b/i.test(text)) new FunctionReader(findings).read(readData(text));
  return findings;
}
