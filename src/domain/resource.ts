import { GitTaskError } from '../errors.ts';
import { hasUnprintable, type Normalised } from './path.ts';
import { RELATIONS, type Relation, readRelation } from './relation.ts';
import { guessResource } from './resource-guess.ts';
import { completeNewName, KINDS, normaliseName, readKind } from './resource-name.ts';

export { RELATIONS, type Relation } from './relation.ts';
export { KINDS } from './resource-name.ts';

/** What a task does to one nameable thing, each part in its normal form. */
export interface Resource {
  readonly relation: Relation;
  readonly kind: string;
  readonly name: string;
  /** The new name; of `renames` alone. */
  readonly to?: string;
}

const MAX_RESOURCE_LENGTH = 500;
const ARROW = ' -> ';

function refuse(text: string, problem: string, template: string): never {
  const shown = text.length > 80 ? `${text.slice(0, 77)}...` : text;
  throw new GitTaskError('RESOURCE_INVALID', `${JSON.stringify(shown)} is not a resource: ${problem}`, {
    hint: `A resource is relation:kind:name. Relations: ${RELATIONS.join(', ')}. Kinds: ${KINDS.join(', ')}, or any other lower-case word.`,
    template,
    details: { resource: text, relations: RELATIONS, kinds: KINDS },
  });
}

/** Splits at the first two colons; undefined where there are fewer. Names may hold further ones. */
function threeParts(text: string): readonly [string, string, string] | undefined {
  const first = text.indexOf(':');
  const second = first === -1 ? -1 : text.indexOf(':', first + 1);
  if (second === -1) return undefined;
  return [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)];
}

/** Splits `A -> B`; `A->B`, `A => B` and `A → B` will do where the first form does not occur. */
function oldAndNew(name: string): readonly [string, string] | undefined {
  const strict = name.split(ARROW);
  const [from, to, ...more] = strict.length > 1 ? strict : name.split(/->|=>|\u2192/);
  return from === undefined || to === undefined || more.length > 0 ? undefined : [from, to];
}

/** Takes the normal form of a name, or refuses with the better name put into the template. */
function accept(text: string, normalised: Normalised, template: (name: string) => string): string {
  if ('problem' in normalised) {
    refuse(text, normalised.problem, template(normalised.better ?? '<name>'));
  }
  // Padded, since a name that ends in an arrow would be split elsewhere when read again.
  if (` ${normalised.name} `.includes(ARROW)) {
    const meant = template(normalised.name).replace(/^[a-z]+/, 'renames');
    refuse(text, '"->" stands only between the two names of renames', meant);
  }
  return normalised.name;
}

function parseRename(text: string, kind: string, names: string): Resource {
  const pair = oldAndNew(names);
  const known = names.trim() === '' || names.includes('->') ? '<old>' : names.trim();
  if (pair === undefined) {
    refuse(text, 'a rename is written renames:kind:A -> B', `renames:${kind}:${known} -> <new>`);
  }
  const [from, to] = pair;
  const name = accept(
    text,
    normaliseName(kind, from),
    (better) => `renames:${kind}:${better} -> ${to.trim()}`,
  );
  const completed = normaliseName(kind, completeNewName(kind, name, to));
  const newName = accept(text, completed, (better) => `renames:${kind}:${name} -> ${better}`);
  if (name === newName) refuse(text, 'the new name equals the old one', `renames:${kind}:${name} -> <new>`);
  return { relation: 'renames', kind, name, to: newName };
}

/**
 * Parses `relation:kind:name` (`renames:kind:A -> B`) into its normal form, so that two ways to write one thing agree.
 * Relation and kind may be in any case, singular or plural; an endpoint without a method is for every method; of a
 * rename's new name only what changes need be given (`renames:column:users.mail -> email`). A file is named from the
 * root of the repository, a directory without its trailing slash, the whole repository `**`.
 *
 * @param text at most 500 characters, without control characters
 * @throws RESOURCE_INVALID, with the resource most likely meant as template
 */
export function parseResource(text: string): Resource {
  const trimmed = text.trim();
  if (hasUnprintable(trimmed)) refuse(text, 'it holds a control character', 'modifies:<kind>:<name>');
  if (trimmed.length > MAX_RESOURCE_LENGTH) {
    refuse(text, `it is longer than ${MAX_RESOURCE_LENGTH} characters`, 'modifies:<kind>:<name>');
  }
  const parts = threeParts(trimmed);
  if (parts === undefined) refuse(text, 'it has too few parts', guessResource(trimmed));
  const relation = readRelation(parts[0]);
  if (relation === undefined) {
    refuse(text, `${JSON.stringify(parts[0])} is not a relation`, guessResource(trimmed));
  }
  const read = readKind(parts[1]);
  if (!('kind' in read)) refuse(text, `${JSON.stringify(parts[1])} is not a kind`, guessResource(trimmed));
  const { kind } = read;
  if (relation === 'owns' && kind !== 'file') refuse(text, 'only files can be owned', 'owns:file:<glob>');
  const resource =
    relation === 'renames'
      ? parseRename(text, kind, parts[2])
      : {
          relation,
          kind,
          name: accept(text, normaliseName(kind, parts[2]), (name) => `${relation}:${kind}:${name}`),
        };
  if (formatResource(resource).length > MAX_RESOURCE_LENGTH) {
    refuse(text, `it is longer than ${MAX_RESOURCE_LENGTH} characters`, `${relation}:${kind}:<name>`);
  }
  return resource;
}

/** Writes a resource as its one canonical line. */
export function formatResource(resource: Resource): string {
  const { relation, kind, name, to } = resource;
  return `${relation}:${kind}:${name}${to === undefined ? '' : ARROW + to}`;
}
