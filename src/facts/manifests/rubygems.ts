import { Findings } from '../findings.ts';
import { RubySource } from '../ruby/source.ts';

/** How a `Gemfile` and a `*.gemspec` name what they need. */
const DECLARES: ReadonlySet<string> = new Set([
  'gem',
  'add_dependency',
  'add_runtime_dependency',
  'add_development_dependency',
]);

/** Reads what a `Gemfile` or gemspec depends on: versions are what others rely on, groups and the like the rest. */
export function readGems(text: string): Findings {
  const findings = new Findings();
  const source = new RubySource(text);
  for (let at = 0; at < source.tokens.length; at++) {
    const word = source.word(at) ?? '';
    if (!DECLARES.has(word) || (word === 'gem') === source.is(at - 1, '.')) continue;
    const open = source.is(at + 1, '(');
    const from = open ? at + 2 : at + 1;
    const name = source.at(from);
    if (name.kind !== 'string' || !/^[\w.-]+$/.test(name.text) || source.isSymbol(from)) continue;
    let to = from;
    while (
      to < source.tokens.length &&
      !source.isEndOfStatement(to) &&
      !/^(\)|if|unless)$/.test(source.at(to).text)
    )
      to = source.after(to);
    const versions: string[] = [];
    const rest: string[] = [];
    for (const part of source.splitAtCommas({ from: from + 1, to })) {
      const { from: first, to: end } = source.trim(part);
      const plain = end === first + 1 && source.at(first).kind === 'string';
      if (plain) versions.push(source.at(first).text.replace(/\s+/g, ''));
      else rest.push(source.hash({ from: first, to: end }));
    }
    const { line, endLine } = source.lines({ from: at, to });
    findings.local.push({
      kind: 'dependency',
      name: `gem/${name.text}`,
      line,
      endLine,
      contract: versions.join(','),
      body: rest.join(' '),
    });
  }
  return findings;
}
