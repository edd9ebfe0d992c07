import { type DataEntry, type DataValue, entriesOf, itemsOf, memberOf, textAt } from '../data/data.ts';
import { readData } from '../data/read-data.ts';
import type { Ref, WrittenText } from '../file-facts/names.ts';
import { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { withCatchAlls } from './route-path.ts';
import { SYMFONY_ROUTES } from './routers.ts';

/** Kinds of resources that hold no routes of this tree. */
const OF_LIBRARIES = /^(api_platform|service|extra|rest|sonata_admin|fos_\w+)$/;

/** One text, or one for each language. */
function textsAt(value: DataValue, key: string): string[] {
  const found = memberOf(value, key);
  if (found === undefined) return [];
  if (found.is === 'text') return [found.text];
  return entriesOf(found).flatMap((entry) => (entry.value.is === 'text' ? [entry.value.text] : []));
}

/** Without the signs that ask for a parameter or a variable of the environment: nobody knows it here. */
function written(path: string): WrittenText {
  const parts = path.split(/%[^%/]+%/);
  return parts.flatMap((part, index) => (index === 0 ? [part] : [{ ref: '~' }, part]));
}

class RouteReader {
  readonly #findings: Findings;
  readonly #classes = new Set<Ref>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  read(root: DataValue): void {
    for (const entry of entriesOf(root)) {
      if (memberOf(entry.value, 'resource') !== undefined) this.#resource(entry);
      else this.#route(entry);
    }
    const { routes, mounts } = this.#findings;
    if (routes.length > 0 || mounts.length > 0)
      this.#findings.addRouter({ id: SYMFONY_ROUTES, pack: 'symfony' });
  }

  #route({ value, line, endLine }: DataEntry): void {
    const paths = [...textsAt(value, 'path'), ...textsAt(value, 'pattern')];
    if (paths.length === 0 || memberOf(value, 'alias') !== undefined) return;
    const listed = itemsOf(memberOf(value, 'methods')).flatMap((one) =>
      one.is === 'text' ? [one.text] : [],
    );
    const methods = (listed.length > 0 ? listed : (textAt(value, 'methods') ?? '').split('|'))
      .map((method) => method.trim().toUpperCase())
      .filter((method) => /^[A-Z]+$/.test(method));
    const controller =
      textAt(value, 'controller') ?? textAt(memberOf(value, 'defaults'), '_controller') ?? '';
    const handler = this.#handler(controller);
    for (const path of paths)
      this.#findings.routes.push({
        on: SYMFONY_ROUTES,
        methods: methods.length === 0 ? ['*'] : methods,
        path: withCatchAlls(written(path)),
        line,
        endLine,
        contract: '',
        body: hashText(controller),
        ...(handler !== undefined && { handlers: [handler] }),
      });
  }

  /** `App\Controller\Users::list`, or a class that can be called. */
  #handler(controller: string): Ref | undefined {
    const [, whole = '', method = '__invoke'] = /^([\w\\]+)(?:::(\w+))?$/.exec(controller) ?? [];
    if (whole === '') return undefined;
    const as = `~class ${whole}`;
    const from = whole.replace(/^\\/, '');
    if (!this.#classes.has(as))
      this.#findings.imports.push({ as, from, name: from.slice(from.lastIndexOf('\\') + 1) });
    this.#classes.add(as);
    return `${as}.${method}`;
  }

  #resource({ value }: DataEntry): void {
    const found = memberOf(value, 'resource');
    const resource = found?.is === 'text' ? found.text : textAt(found, 'path');
    const type = textAt(value, 'type') ?? '';
    if (resource === undefined || resource === '' || OF_LIBRARIES.test(type)) return;
    const as = `~load ${this.#findings.imports.length}`;
    this.#findings.imports.push({ as, from: resource, name: SYMFONY_ROUTES });
    const prefixes = textsAt(value, 'prefix');
    for (const prefix of prefixes.length === 0 ? [''] : prefixes)
      this.#findings.mounts.push({
        on: SYMFONY_ROUTES,
        child: as,
        path:
          prefix === ''
            ? []
            : written(prefix.startsWith('/') || prefix.startsWith('%') ? prefix : `/${prefix}`),
      });
  }
}

/** Reads a file of routes: https://symfony.com/doc/current/routing.html. */
export function readSymfonyRoutes(text: string): Findings {
  const findings = new Findings();
  new RouteReader(findings).read(readData(text));
  return findings;
}
