import type { Call } from '../file-facts/calls.ts';
import type { Range, RubySource } from './source.ts';
import { readPairs, readValue } from './values.ts';

const MODIFIER = ['if', 'unless', 'while', 'until', 'rescue'] as const;
const CONTROL = /^(if|unless|case|begin|while|until|for)$/;
const BRANCH = /^(else|elsif|when|ensure|rescue|then|in)$/;
const DEEPEST = 30;

/** Reads statements as calls with what they are given, for languages that are written in Ruby. */
export class CallReader {
  readonly #source: RubySource;
  readonly #hashed: RegExp | undefined;

  /** @param hashed calls whose blocks are code, not more of the language */
  constructor(source: RubySource, hashed?: RegExp) {
    this.#source = source;
    this.#hashed = hashed;
  }

  read(range: Range, depth = 0): Call[] {
    if (depth > DEEPEST) return [];
    return this.#source.statements(range).flatMap((statement) => this.#statement(statement, depth));
  }

  #statement({ from, to: whole }: Range, depth: number): Call[] {
    if (depth > DEEPEST) return [];
    const source = this.#source;
    const word = source.word(from) ?? '';
    if (CONTROL.test(word) && source.beginsExpression(from)) {
      // What is asked makes no difference: any branch may run.
      const body = source.statements({ from: from + 1, to: Math.max(from + 1, whole - 1) });
      const [condition, ...behind] = body;
      const then = condition === undefined ? whole : source.find(condition, 'then');
      // `if x then y end`
      const first =
        condition === undefined || then >= condition.to ? [] : [{ from: then + 1, to: condition.to }];
      return (word === 'begin' ? body : [...first, ...behind]).flatMap((statement) =>
        this.#statement(statement, depth + 1),
      );
    }
    if (BRANCH.test(word)) {
      const then = source.find({ from, to: whole }, 'then');
      if (then < whole) return this.#statement({ from: then + 1, to: whole }, depth + 1);
      return word === 'else' && from + 1 < whole
        ? this.#statement({ from: from + 1, to: whole }, depth + 1)
        : [];
    }
    if (word === 'def') return this.#def({ from, to: whole }, depth);
    let to = whole;
    for (const modifier of MODIFIER) {
      const at = source.find({ from: from + 1, to }, modifier);
      if (at < to && !source.beginsExpression(at)) to = at;
    }
    if (source.word(from) !== undefined && /^(\|\|)?=$/.test(source.at(from + 1).text)) {
      const value = readValue(source, { from: from + 2, to });
      return [{ call: '=', args: [word, value], ...source.lines({ from, to }) }];
    }
    const call = this.#call(from, to, depth);
    return call === undefined ? [] : [call];
  }

  #def({ from, to }: Range, depth: number): Call[] {
    const source = this.#source;
    const nameAt = source.nameOfDef(from);
    const open = source.behindName(nameAt);
    const params = source.is(open, '(') ? source.parts(open).map((part) => source.at(part.from).text) : [];
    const body = source.is(open, '(') ? source.after(open) : open;
    const block = this.read({ from: body, to: Math.max(body, to - 1) }, depth + 1);
    return [{ call: 'def', args: [source.at(nameAt).text], params, block, ...source.lines({ from, to }) }];
  }

  /** `a.b(c).d e, f do |x| … end`: the last call of the chain. */
  #call(from: number, to: number, depth: number): Call | undefined {
    const source = this.#source;
    let name = from;
    let at = source.after(from);
    while (at < to) {
      if (source.is(at, '.') || source.is(at, '&.') || source.is(at, '::')) {
        name = at + 1;
        at += 2;
      } else if (
        (source.is(at, '(') || source.is(at, '[')) &&
        source.at(at).start === source.at(at - 1).end
      ) {
        const behind = source.after(at);
        if (!source.is(behind, '.') && !source.is(behind, '&.')) break;
        at = behind;
      } else if (source.is(at, '{') && source.is(source.after(at), '.')) at = source.after(at);
      else break;
    }
    const call = source.word(name);
    if (call === undefined || name >= to) return undefined;
    const open = name + 1;
    let given: Range[] = [];
    let block = open;
    if (source.is(open, '(') && source.at(open).start === source.at(name).end) {
      given = source.parts(open);
      block = source.after(open);
    } else {
      // A brace at once is a block: what is given would stand in front of it.
      block = source.is(open, '{') ? open : source.find({ from: open, to }, 'do');
      given = source.splitAtCommas({ from: open, to: block }).map((range) => source.trim(range));
    }
    if (call === 'instance_eval') return this.#drawn({ from: open, to }, source.lines({ from, to }));
    const { args, options, pairs } = readPairs(source, given);
    const opens = block < to && (source.is(block, 'do') || source.is(block, '{'));
    const on = name > from + 1 ? readValue(source, { from, to: name - 1 }) : undefined;
    return {
      call,
      ...(on !== undefined && { on }),
      ...(args.length > 0 && { args }),
      ...(Object.keys(options).length > 0 && { options }),
      ...(pairs.length > 0 && { pairs }),
      ...(opens && (this.#hashed?.test(call) ? this.#code(block) : this.#block(block, depth))),
      ...source.lines({ from, to: Math.min(to, opens ? source.after(block) : to) }),
    };
  }

  /** `instance_eval(File.read("config/routes/api.rb"))` */
  #drawn({ from, to }: Range, lines: Pick<Call, 'line' | 'endLine'>): Call | undefined {
    for (let at = to - 1; at >= from; at--) {
      const { kind, text } = this.#source.at(at);
      const [, name] = /^(?:.*config\/routes\/)?([\w/-]+)\.rb$/.exec(text) ?? [];
      if (kind === 'string' && name !== undefined) return { call: 'draw', args: [name], ...lines };
    }
    return undefined;
  }

  #code(open: number): Pick<Call, 'body'> {
    return { body: this.#source.hash({ from: open + 1, to: this.#source.after(open) - 1 }) };
  }

  #block(open: number, depth: number): Pick<Call, 'params' | 'block'> {
    const source = this.#source;
    const close = Math.min(source.partner[open] ?? open, source.tokens.length);
    let from = open + 1;
    const params: string[] = [];
    if (source.is(from, '|')) {
      const end = source.find({ from: from + 1, to: close }, '|');
      for (const part of source.splitAtCommas({ from: from + 1, to: end })) {
        // `|(a, b), c|`
        for (let at = part.from; at < part.to; at++)
          if (source.word(at) !== undefined) params.push(source.at(at).text);
      }
      from = end + 1;
    }
    return { ...(params.length > 0 && { params }), block: this.read({ from, to: close }, depth + 1) };
  }
}
