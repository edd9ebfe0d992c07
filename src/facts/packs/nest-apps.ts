import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { Chain } from '../javascript/chains.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import type { Range } from '../javascript/source.ts';
import { configuredText } from './nest-config.ts';
import { CONFIGURED, PREFIX } from './nest-conventions.ts';

const UNREADABLE: WrittenText = [{ ref: '~' }];

/** Says what is put in front of all paths where the app comes from another source: `function setup(app) { … }`. */
function sharePrefix(text: WrittenText, findings: Findings): void {
  const known = text.every((part) => typeof part === 'string' || part.ref.startsWith(CONFIGURED));
  findings.constants.set(PREFIX, known ? text : UNREADABLE);
  // What is said by constants alone would be taken for a matter of this file.
  findings.addRouter({ id: PREFIX, pack: 'nest-conventions' });
}

/** `UsersModule`, `UsersModule.forRoot()`, `forwardRef(() => UsersModule)`, `...(x ? [UsersModule] : [])`. */
export function mountedBy(names: JavaScriptNames, element: Range): Ref[] {
  const { source } = names;
  const single =
    source.is(element.from, '...') || source.is(element.from, 'forwardRef') ? element : undefined;
  const to = single?.to ?? element.from + 1;
  const refs: Ref[] = [];
  for (let at = element.from; at < to; at++) {
    const word = source.word(at);
    const binding = word === undefined || source.is(at - 1, '.') ? undefined : names.scopes.find(word, at);
    if (binding === undefined) continue;
    names.understood.add(at);
    refs.push(binding.ref);
  }
  return refs;
}

/** `const app = await NestFactory.create(AppModule); app.setGlobalPrefix('api')` */
export function readApps(names: JavaScriptNames, findings: Findings): void {
  if (!names.source.mayMention('NestFactory') && !names.source.mayMention('setGlobalPrefix')) return;
  const holders = new Map(
    names.scopes.bindings.flatMap(({ ref, value }) => (value ? [[value.from, ref]] : [])),
  );
  let app: Ref | undefined;
  const prefixed: Chain[] = [];
  for (const chain of names.chains) {
    const [first] = chain.links;
    const [, second] = chain.links;
    if (first?.does === 'member' && first.name === 'setGlobalPrefix') prefixed.push(chain);
    // `this.app.setGlobalPrefix()`
    else if (first?.does === 'member' && second?.does === 'member' && second.name === 'setGlobalPrefix')
      prefixed.push(chain);
    const foreign = first === undefined ? undefined : names.foreignOf(chain);
    if (foreign?.from !== '@nestjs/core' || foreign.members.join('.') !== 'NestFactory.create') continue;
    const call = chain.links[foreign.next];
    const [root] = call?.does === 'call' && call.open !== undefined ? names.source.elements(call.open) : [];
    if (root === undefined) continue;
    app = holders.get(chain.from) ?? `new~${chain.from}`;
    findings.addRouter({ id: app, pack: 'nestjs', root: true });
    if (foreign.next === chain.links.length - 1) names.settle(chain, app);
    for (const child of mountedBy(names, root)) findings.mounts.push({ on: app, child, path: [] });
  }
  for (const chain of prefixed) {
    const call = chain.links.find(({ does }) => does === 'call');
    const [value] = call?.does === 'call' && call.open !== undefined ? names.source.elements(call.open) : [];
    const head = chain.links[1] === call ? names.headRef(chain)?.ref : undefined;
    // In a function that gets the app, as in the tests' setup, it is that of this source.
    const on = head !== undefined && findings.isRouter(head) ? head : app;
    if (value === undefined) continue;
    const text = configuredText(names, value) ?? UNREADABLE;
    if (on === undefined) sharePrefix(text, findings);
    else findings.setPrefix(on, text);
  }
}
