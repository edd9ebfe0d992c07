import { FAST } from '../csharp/builders.ts';
import { isQuiet } from '../csharp/endpoint-shape.ts';
import type { CSharpNames } from '../csharp/names.ts';
import type { CSharpMethod, CSharpType } from '../csharp/type-shapes.ts';
import type { WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { CSharpPack } from './pack.ts';

const VERB = /^(Get|Post|Put|Patch|Delete|Head)$/;
const ATTRIBUTE = /^Http(Get|Post|Put|Patch|Delete|Head)$/;
const ENDPOINT = /^(Endpoint|EndpointWithoutRequest|EndpointWithMapping|Ep)\b/;
/** Calls that document. */
const QUIET = /^(Summary|Description|Tags|Options|Validator|DontThrow\w*)$/;
const UNKNOWN: WrittenText = [{ ref: '~' }];

interface Configured {
  readonly methods: string[];
  readonly paths: WrittenText[];
  readonly contract: string[];
}

/** Reads what the calls in `Configure()` say. */
function readConfigure(names: CSharpNames, { body }: CSharpMethod, owner: CSharpType): Configured {
  const { source } = names;
  const found: Configured = { methods: [], paths: [], contract: [] };
  const texts = (open: number): void => {
    for (const range of source.elements(open)) found.paths.push(names.textOf(range, owner) ?? UNKNOWN);
  };
  for (let at = body.from + 1; at < body.to; at++) {
    const word = source.word(at);
    const foreign = source.is(at - 1, '.') && !source.is(at - 2, 'this');
    if (word === undefined || foreign || !source.is(at + 1, '(')) continue;
    const open = at + 1;
    if (VERB.test(word)) {
      found.methods.push(word.toUpperCase());
      texts(open);
    } else if (word === 'Verbs') {
      for (const { to } of source.elements(open)) found.methods.push(source.at(to - 1).text.toUpperCase());
    } else if (word === 'Routes') texts(open);
    else if (!QUIET.test(word)) found.contract.push(source.hash({ from: at, to: source.after(open) }));
    at = source.after(open) - 1;
  }
  return found;
}

/** Reads the endpoints of one source: each is a class. */
class FastEndpointReader {
  readonly #names: CSharpNames;
  readonly #findings: Findings;

  constructor(names: CSharpNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  read(): void {
    for (const found of this.#names.file.types) {
      const configure = found.methods.find(
        ({ name, parameters, modifiers }) =>
          name === 'Configure' && parameters.length === 0 && modifiers.has('override'),
      );
      if (configure !== undefined)
        this.#endpoint(found, configure.all, readConfigure(this.#names, configure, found));
      else if (ENDPOINT.test(found.supertypes[0] ?? '')) this.#attributes(found);
    }
  }

  #attributes(found: CSharpType): void {
    const verbs = found.attributes.filter(({ name }) => ATTRIBUTE.test(name));
    const rest = found.attributes
      .filter((one) => !isQuiet(one))
      .map(({ all }) => this.#names.source.hash(all));
    for (const one of verbs) {
      this.#names.registering.add(one);
      const method = ATTRIBUTE.exec(one.name)?.[1]?.toUpperCase() ?? '*';
      const texts = [...this.#names.argumentsOf(one.open).values()];
      const paths = texts.map((text) => this.#names.textOf(text, found) ?? UNKNOWN);
      this.#endpoint(found, one.all, { methods: [method], paths, contract: rest });
    }
  }

  #endpoint(found: CSharpType, where: Range, { methods, paths, contract }: Configured): void {
    if (methods.length === 0 || paths.length === 0) return;
    const { source } = this.#names;
    const id = `${found.qualified}.Configure`;
    this.#findings.addRouter({ id, pack: 'fastendpoints', root: true });
    this.#findings.mounts.push({ on: FAST, child: id, path: [] });
    const handlers = found.methods.filter(({ name }) => /^(Handle|Execute)(Async)?$/.test(name));
    const types = this.#names.typesIn([found.head], found);
    for (const path of paths)
      this.#findings.routes.push({
        on: id,
        methods,
        path,
        ...source.lines(where),
        contract: hashText([source.hash(found.head), ...contract].join(' ')),
        body: source.hash(...handlers.map(({ body }) => body)),
        ...(types.length > 0 && { types }),
      });
  }
}

/** https://fast-endpoints.com: a class for each endpoint. */
export const fastEndpoints: CSharpPack = {
  name: 'fastendpoints',
  family: 'csharp',
  read(names, findings) {
    new FastEndpointReader(names, findings).read();
  },
};
