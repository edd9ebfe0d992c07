import type { WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { CSharpNames } from './names.ts';
import type { CSharpType } from './type-shapes.ts';

const UNKNOWN: WrittenText = [{ ref: '~' }];
const DEFAULT: WrittenText = ['{controller=Home}/{action=Index}/{id?}'];
/** Calls that map a path to all controllers, and where in their arguments it stands. */
const CALLS: Readonly<Record<string, readonly [path: number, defaults: number]>> = {
  MapControllerRoute: [1, 2],
  MapAreaControllerRoute: [2, 3],
  MapRoute: [1, 2],
  MapAreaRoute: [2, 3],
  MapHttpRoute: [1, 2],
};

/** Calls that put a path in front of all controllers, by the names that everybody gives to what does. */
const FRONT = /^(Use(General|Global|Central|Common)?RoutePrefix|Add|Insert)$/;

/** Reads what paths are mapped to controllers as a whole. */
export function readConventions(names: CSharpNames, findings: Findings): void {
  const { source } = names;
  const areas = names.file.types.flatMap((owner) => areaOf(names, owner) ?? []);
  for (let at = 0; at < source.tokens.length; at++) {
    const word = source.word(at);
    if (word === undefined || !source.is(at - 1, '.') || !source.is(at + 1, '(')) continue;
    if (word === 'MapDefaultControllerRoute' || word === 'UseMvcWithDefaultRoute') {
      findings.conventions.push({ path: DEFAULT });
      continue;
    }
    if (FRONT.test(word)) {
      const path = frontIn(names, word, at + 1);
      if (path !== undefined) findings.conventions.push({ path, front: true });
      continue;
    }
    const places = Object.hasOwn(CALLS, word) ? CALLS[word] : undefined;
    if (places === undefined) continue;
    const given = names.argumentsOf(at + 1);
    const written =
      given.get('pattern') ??
      given.get('template') ??
      given.get('url') ??
      given.get('routeTemplate') ??
      given.get(places[0]);
    const registered = areas.find(({ owner }) => owner.all.from <= at && at < owner.all.to);
    const text = written && names.textOf(written, registered?.owner);
    if (text === undefined) continue;
    const defaults = defaultsIn(names, given.get('defaults') ?? given.get(places[1]));
    const path = withDefaults(registered === undefined ? text : withArea(text, registered.area), defaults);
    const under = places[0] === 2 ? (given.get('areaName') ?? given.get(1)) : undefined;
    const area = registered?.area ?? defaults.get('area') ?? (under && names.textOf(under, undefined));
    const action = defaults.get('action');
    const controller = defaults.get('controller');
    // What a path is mapped to alone is told of that path.
    const fixed = { ...(controller && { controller }), ...(action && { action }) };
    findings.conventions.push({
      path,
      ...(word === 'MapHttpRoute' && { api: true as const }),
      ...(area && { area }),
      ...(registered && { namespace: namespaceOf(names, given, places[1] + 1) }),
      ...fixed,
    });
  }
}

/**
 * `UseGeneralRoutePrefix("api")`, `Conventions.Add(new RoutePrefixConvention(new RouteAttribute("api")))`: what stands in
 * front of all controllers. What a method is given itself is told by whoever calls it.
 */
function frontIn(names: CSharpNames, word: string, open: number): WrittenText | undefined {
  const { source } = names;
  let range = source.elements(open).at(-1);
  let made = '';
  for (let depth = 0; depth < 3 && range !== undefined && source.is(range.from, 'new'); depth++) {
    made = depth === 0 ? (source.word(range.from + 1) ?? '') : made;
    const inner: number = source.find(range, '(');
    range = inner < range.to ? source.elements(inner)[0] : undefined;
  }
  if (!word.startsWith('Use') && !/(Prefix|Route)\w*Convention$/i.test(made)) return undefined;
  if (range === undefined || (range.to - range.from === 1 && source.at(range.from).kind === 'name'))
    return undefined;
  return names.textOf(range, undefined) ?? UNKNOWN;
}

interface RegisteredArea {
  readonly owner: CSharpType;
  readonly area: WrittenText;
}

/** `class AdminArea : AreaRegistration { override string AreaName => "Admin"; … }`: what it maps is for its namespace. */
function areaOf(names: CSharpNames, owner: CSharpType): RegisteredArea | undefined {
  if (!owner.supertypes.some((one) => /(^|\.)AreaRegistration$/.test(one))) return undefined;
  const property = owner.fields.find(({ name }) => name === 'AreaName');
  const { from, to } = property?.all ?? { from: 0, to: 0 };
  for (let at = from; at < to; at++) {
    const { kind, text } = names.source.at(at);
    if (kind === 'string') return { owner, area: [text] };
  }
  return undefined;
}

/** Whose controllers an area has: those of `namespaces: new[] { "Shop.Admin.Controllers" }`, else of its own namespace. */
function namespaceOf(names: CSharpNames, given: ReadonlyMap<string | number, Range>, place: number): string {
  const { from, to } = given.get('namespaces') ?? given.get(place) ?? { from: 0, to: 0 };
  for (let at = from; at < to; at++) {
    const { kind, text } = names.source.at(at);
    if (kind === 'string') return text.replace(/\.\*$/, '');
  }
  return names.file.namespace;
}

/** The name of an area may stand in its paths: `AreaName + "/{controller}"`. */
function withArea(text: WrittenText, area: WrittenText): WrittenText {
  const parts = text.flatMap((part) =>
    typeof part !== 'string' && /(^|\.)AreaName$/.test(part.ref) ? area : [part],
  );
  return parts.every((part) => typeof part === 'string') ? [parts.join('')] : parts;
}

/** Parameters that have a default, or are said to be optional, need not be there: `{id}` is `{id?}`. */
function withDefaults(path: WrittenText, defaults: ReadonlyMap<string, WrittenText>): WrittenText {
  return path.map((part) =>
    typeof part === 'string'
      ? part.replace(/\{(\w+)\}/g, (all, name: string) =>
          defaults.has(name.toLowerCase()) && !/^(controller|action|area)$/i.test(name) ? `{${name}?}` : all,
        )
      : part,
  );
}

/** `new { controller = "Blog", action = "Article" }` */
function defaultsIn(names: CSharpNames, range: Range | undefined): Map<string, WrittenText> {
  const { source } = names;
  const found = new Map<string, WrittenText>();
  if (range === undefined || !source.is(range.from, 'new')) return found;
  for (const { from, to } of names.elementsOf(range)) {
    const name = source.word(from);
    if (name === undefined || !source.is(from + 1, '=')) continue;
    const text = names.textOf({ from: from + 2, to }, undefined);
    found.set(name.toLowerCase(), text ?? UNKNOWN);
  }
  return found;
}
