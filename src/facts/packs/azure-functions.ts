import { contractOfParameters, isQuiet } from '../csharp/endpoint-shape.ts';
import type { CSharpNames } from '../csharp/names.ts';
import type { Attribute, CSharpMethod, CSharpType } from '../csharp/type-shapes.ts';
import type { WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { CSharpPack } from './pack.ts';

const FUNCTIONS = 'azure functions';
const NAMED = /^(Function|FunctionName)$/;
/** In front of all paths, unless `host.json` says otherwise. */
const FRONT = '/api/';
const UNKNOWN: WrittenText = [{ ref: '~' }];

/** Reads the functions of one source that requests call. */
class FunctionReader {
  readonly #names: CSharpNames;
  readonly #findings: Findings;

  constructor(names: CSharpNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  read(): void {
    for (const owner of this.#names.file.types) {
      for (const method of owner.methods) {
        const named = method.attributes.find(({ name }) => NAMED.test(name));
        const trigger = method.parameters
          .flatMap(({ attributes }) => attributes)
          .find(({ name }) => name === 'HttpTrigger');
        if (named !== undefined && trigger !== undefined) this.#function(method, owner, named, trigger);
      }
    }
  }

  /** `[HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = "users/{id}")]` */
  #function(method: CSharpMethod, owner: CSharpType, named: Attribute, trigger: Attribute): void {
    const { source } = this.#names;
    const given = this.#names.argumentsOf(trigger.open);
    const methods = [...given].flatMap(([key, { from }]) => {
      const { kind, text } = source.at(from);
      return typeof key === 'number' && kind === 'string' && /^[a-z]+$/i.test(text)
        ? [text.toUpperCase()]
        : [];
    });
    const route = given.get('Route');
    const name = this.#names.argumentsOf(named.open).get(0);
    const written = route === undefined || source.is(route.from, 'null') ? name : route;
    const path = written === undefined ? undefined : this.#names.textOf(written, owner);
    const asked = method.parameters.filter(({ attributes }) => !attributes.includes(trigger));
    const level = given.get(0);
    const guards = method.attributes.filter((one) => !isQuiet(one) && one !== named);
    const contract = [
      level === undefined ? '' : source.hash(level),
      ...guards.map(({ all }) => source.hash(all)),
      ...contractOfParameters(source, asked),
    ];
    this.#findings.addRouter({ id: FUNCTIONS, pack: 'azure-functions', root: true });
    this.#findings.routes.push({
      on: FUNCTIONS,
      methods: methods.length === 0 ? ['*'] : methods,
      path: [FRONT, ...(path ?? UNKNOWN)],
      ...source.lines(method.all),
      contract: hashText(contract.join(' ')),
      body: source.hash(method.body),
    });
  }
}

/** https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger */
export const azureFunctions: CSharpPack = {
  name: 'azure-functions',
  family: 'csharp',
  read(names, findings) {
    new FunctionReader(names, findings).read();
  },
};
