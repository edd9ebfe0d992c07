// A history as people make them, in one text file: what each commit does to the files, and what that comes to.

/** What a commit does by the word of whoever wrote it, in the normal form of resources. */
export interface Truth {
  readonly relation: 'adds' | 'removes' | 'renames';
  readonly kind: string;
  readonly name: string;
  /** Of a rename. */
  readonly to: string | null;
}

export interface Commit {
  readonly subject: string;
  /** Files by path after the commit. */
  readonly files: ReadonlyMap<string, string>;
  /** Old path to new path, of files that the commit moves. */
  readonly moved: ReadonlyMap<string, string>;
  readonly truth: readonly Truth[];
  /** Layout, comments, tests: nothing is even modified. */
  readonly quiet: boolean;
}

export interface History {
  readonly framework: string;
  /** The first one is where it begins: nothing is asked of it. */
  readonly commits: readonly Commit[];
}

interface Section {
  readonly head: string;
  readonly lines: readonly string[];
}

function sectionsOf(text: string): Section[] {
  const sections: { head: string; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('@@ ')) sections.push({ head: line.slice(3).trim(), lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

function contentOf(lines: readonly string[]): string {
  let end = lines.length;
  while (end > 0 && lines[end - 1] === '') end--;
  return lines
    .slice(0, end)
    .map((line) => `${line}\n`)
    .join('');
}

/** Applies blocks of `<<<<`, the old text, `====`, the new text, `>>>>`; each old text stands there exactly once. */
function edit(source: string, lines: readonly string[], where: string): string {
  let text = source;
  for (let at = 0; at < lines.length; at++) {
    if (lines[at] !== '<<<<') continue;
    const middle = lines.indexOf('====', at);
    const end = lines.indexOf('>>>>', middle);
    if (middle < 0 || end < 0) throw new Error(`${where}: an edit is not closed`);
    const old = lines.slice(at + 1, middle).join('\n');
    const now = lines.slice(middle + 1, end);
    const parts = text.split(old);
    if (old === '' || parts.length !== 2) throw new Error(`${where}: not there once:\n${old}`);
    const [head = '', tail = ''] = parts;
    // Where nothing comes in its place, its line end goes with it.
    text = head + now.join('\n') + (now.length === 0 && tail.startsWith('\n') ? tail.slice(1) : tail);
    at = end;
  }
  return text;
}

/** Applies lines of `old => new`, each to all places. */
function swap(source: string, lines: readonly string[], where: string): string {
  let text = source;
  for (const line of lines) {
    if (line === '' || line.startsWith('# ')) continue;
    const [old, now] = line.split(' => ');
    if (old === undefined || now === undefined || !text.includes(old))
      throw new Error(`${where}: not there: ${line}`);
    text = text.replaceAll(old, () => now);
  }
  return text;
}

const LINE = /^(adds|removes|renames) ([a-z]+) (.+)$/;

function readTruth(lines: readonly string[], where: string): Pick<Commit, 'truth' | 'quiet'> {
  const truth: Truth[] = [];
  let quiet = false;
  for (const line of lines) {
    if (line === 'quiet') quiet = true;
    if (line === '' || line === 'quiet' || line.startsWith('#')) continue;
    const [, relation, kind = '', names = ''] = LINE.exec(line) ?? [];
    const [name = '', to = null] = names.split(' -> ');
    if (relation !== 'adds' && relation !== 'removes' && relation !== 'renames')
      throw new Error(`${where}: ${line}`);
    if ((relation === 'renames') !== (to !== null)) throw new Error(`${where}: ${line}`);
    truth.push({ relation, kind, name, to });
  }
  return { truth, quiet };
}

/** @throws where the file is not one: it is ours, so somebody made a mistake */
export function readHistory(text: string): History {
  const [first = '', ...rest] = text.split('\n');
  const framework = first.replace(/^framework /, '');
  const commits: Commit[] = [];
  let files = new Map<string, string>();
  let moved = new Map<string, string>();
  let subject = '';
  let told: Pick<Commit, 'truth' | 'quiet'> = { truth: [], quiet: false };
  const close = (): void => {
    if (subject !== '') commits.push({ subject, files, moved, ...told });
    files = new Map(files);
    moved = new Map();
    told = { truth: [], quiet: false };
  };
  const sourceOf = (path: string): string => {
    const source = files.get(path);
    if (source === undefined) throw new Error(`${framework}, ${subject}: there is no ${path}`);
    return source;
  };
  for (const { head, lines } of sectionsOf(rest.join('\n'))) {
    const [verb = '', path = '', to = ''] = head.split(' ');
    const where = `${framework}, ${subject}, ${path}`;
    if (verb === 'commit') {
      close();
      subject = head.slice(verb.length + 1);
    } else if (verb === 'file') files.set(path, contentOf(lines));
    else if (verb === 'edit') files.set(path, edit(sourceOf(path), lines, where));
    else if (verb === 'swap') files.set(path, swap(sourceOf(path), lines, where));
    else if (verb === 'move') {
      files.set(to, sourceOf(path));
      files.delete(path);
      moved.set(path, to);
    } else if (verb === 'delete') {
      sourceOf(path);
      files.delete(path);
    } else if (verb === 'truth') told = readTruth(lines, where);
    else throw new Error(`${where}: ${head} is nothing that a commit does`);
  }
  close();
  return { framework, commits };
}
