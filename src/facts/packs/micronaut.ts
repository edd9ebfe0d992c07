import type { WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { contractOf, type EndpointWords, pathsOf, shapeOf } from '../java/annotated-endpoints.ts';
import type { JavaClass } from '../java/class-shapes.ts';
import type { JavaNames } from '../java/names.ts';
import type { JavaPack } from './pack.ts';

const VERBS: ReadonlyMap<string, string> = new Map(
  ['Get', 'Head', 'Post', 'Put', 'Patch', 'Delete', 'Options', 'Trace'].map(
    (verb) => [verb, verb.toUpperCase()] as const,
  ),
);
const WORDS: EndpointWords = {
  contract: /^(Secured|RolesAllowed|PermitAll|DenyAll|Produces|Consumes|Status)$/,
  injected: /^(HttpRequest|HttpHeaders|Principal|Authentication|Session|Locale)$/,
};
/** `{?page,size}` names what the query has. */
const QUERY = /\{[?&#][^{}]*\}/g;

/** Tells whether a source is about Micronaut, whose words are those of Spring. */
export function isAboutMicronaut({ file }: JavaNames): boolean {
  return file.imports.some(({ written }) => written.startsWith('io.micronaut.http.annotation.'));
}

function withoutQuery(path: WrittenText): WrittenText {
  return path.map((part) => (typeof part === 'string' ? part.replace(QUERY, '') : part));
}

function readController(names: JavaNames, findings: Findings, found: JavaClass): void {
  const { annotations, qualified, kind, modifiers } = found;
  const controller = annotations.find(({ name }) => name === 'Controller');
  const isClient = annotations.some(({ name }) => name === 'Client');
  if (isClient || (controller === undefined && kind !== 'interface' && !modifiers.has('abstract'))) return;
  const [prefix] = controller === undefined ? [] : pathsOf(names, controller, found, 'value', 'uri');
  if (controller !== undefined) names.registering.add(controller);
  findings.addRouter({
    id: qualified,
    pack: 'micronaut',
    ...(controller !== undefined && { root: true as const }),
    ...(prefix && { prefix }),
  });
  for (const parent of found.supertypes)
    findings.mounts.push({ on: qualified, child: names.refOf(parent, found.outer), path: [] });
  const above = contractOf(names, annotations, WORDS);
  for (const method of found.methods)
    for (const annotation of method.annotations) {
      const verb = VERBS.get(annotation.name);
      if (verb === undefined) continue;
      names.registering.add(annotation);
      const paths = pathsOf(names, annotation, found, 'uris', 'uri', 'value');
      const shape = shapeOf(names, method, [annotation], above, WORDS);
      for (const path of paths.length === 0 ? [['']] : paths)
        findings.routes.push({ on: qualified, methods: [verb], path: withoutQuery(path), ...shape });
    }
}

/** https://docs.micronaut.io: controllers by annotations. */
export const micronaut: JavaPack = {
  name: 'micronaut',
  family: 'java',
  read(names, findings) {
    if (!isAboutMicronaut(names)) return;
    for (const found of names.file.classes) readController(names, findings, found);
  },
};
