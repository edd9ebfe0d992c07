import type { Findings } from '../findings.ts';
import type { RubySource } from './source.ts';

/** Names and texts that are given: `devise :a, omniauth_providers: %i[b c]`. */
function given(
  source: RubySource,
  from: number,
): { readonly names: string[]; readonly providers: string[]; readonly end: number } {
  const names: string[] = [];
  const providers: string[] = [];
  let option = '';
  let at = from;
  for (; at < source.tokens.length && !source.isEndOfStatement(at); at++) {
    const { kind, text } = source.at(at);
    if (kind !== 'string') continue;
    if (source.is(at + 1, '=>')) option = text;
    else if (option === '') names.push(text);
    else if (option === 'omniauth_providers') providers.push(text);
  }
  return { names, providers, end: at };
}

/** Reads what classes say that Rails is told by: `devise` of models, `isolate_namespace` of engines, `api_only`. */
export function readClassCalls(source: RubySource, findings: Findings): void {
  const owners: { readonly name: string; readonly end: number }[] = [];
  for (let at = 0; at < source.tokens.length; at++) {
    while ((owners.at(-1)?.end ?? Number.POSITIVE_INFINITY) < at) owners.pop();
    const word = source.word(at);
    if (word === undefined) continue;
    const end = source.partner[at] ?? -1;
    if ((word === 'class' || word === 'module') && end > at && source.word(at + 1) !== undefined) {
      let name = source.word(at + 1) ?? '';
      for (let to = at + 2; source.is(to, '::'); to += 2) name += `.${source.word(to + 1) ?? ''}`;
      const outer = owners.at(-1)?.name;
      owners.push({ name: outer === undefined ? name : `${outer}.${name}`, end });
    } else if (source.is(at - 1, '.')) {
      if (word === 'api_only' && source.is(at + 1, '=') && source.is(at + 2, 'true'))
        findings.constants.set('rails~api', ['true']);
    } else if (word === 'devise' && source.at(at + 1).kind === 'string') {
      const owner = owners.at(-1)?.name;
      const { names, providers, end: behind } = given(source, at + 1);
      const known = findings.constants.get(`${owner}~devise`)?.[0];
      const [before = '', others = ''] = typeof known === 'string' ? known.split('|') : [];
      const modules = [...before.split(' '), ...names].filter((one) => one !== '').join(' ');
      if (owner !== undefined)
        findings.constants.set(`${owner}~devise`, [`${modules}|${[others, ...providers].join(' ').trim()}`]);
      at = behind;
    } else if (word === 'isolate_namespace') {
      const owner = owners.at(-1)?.name;
      let name = source.word(at + 1) ?? '';
      for (let to = at + 2; source.is(to, '::'); to += 2) name += `::${source.word(to + 1) ?? ''}`;
      if (owner !== undefined) findings.constants.set(`${owner}~isolated`, [name]);
    }
  }
}
