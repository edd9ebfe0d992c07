/** An element of XML, or what stands for one in YAML and JSON. Lines from 1, both included. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** What stands between its tags, without that of its children. */
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
}

interface Open extends Element {
  readonly attributes: Map<string, string>;
  readonly children: Open[];
  text: string;
  endLine: number;
}

/** Deeper nesting is nothing that a person or a tool writes. */
const DEEPEST = 100;
const NAME = /[\w:.-]+/y;
const ATTRIBUTE = /\s*([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(text: string): string {
  return text.includes('&')
    ? text.replace(/&(lt|gt|amp|quot|apos);/g, (_all, name) => ENTITIES[name] ?? '')
    : text;
}

/** Without the namespace in front. */
function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

/** Reads the elements of a document as far as its tags fit together. */
class XmlReader {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #counted = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The line of a place behind all that were asked for before. */
  #lineAt(offset: number): number {
    for (; this.#counted < offset; this.#counted++) if (this.#text[this.#counted] === '\n') this.#line += 1;
    return this.#line;
  }

  read(): readonly Element[] {
    const text = this.#text;
    const root: Open = { name: '', attributes: new Map(), children: [], text: '', line: 1, endLine: 1 };
    const open = [root];
    while (this.#at < text.length) {
      const tag = text.indexOf('<', this.#at);
      const current = open.at(-1) ?? root;
      current.text += plain(text.slice(this.#at, tag === -1 ? text.length : tag));
      if (tag === -1) break;
      this.#at = tag;
      if (text.startsWith('<!--', tag)) this.#skipTo('-->');
      else if (text.startsWith('<![CDATA[', tag)) {
        this.#skipTo(']]>');
        current.text += text.slice(tag + 9, Math.max(this.#at - 3, tag + 9));
      } else if (text.startsWith('<?', tag)) this.#skipTo('?>');
      else if (text.startsWith('<!', tag)) this.#skipTo('>');
      else if (text.startsWith('</', tag)) {
        this.#skipTo('>');
        if (open.length > 1) current.endLine = this.#lineAt(this.#at);
        if (open.length > 1) open.pop();
      } else this.#element(open);
    }
    return root.children;
  }

  #skipTo(end: string): void {
    const found = this.#text.indexOf(end, this.#at);
    this.#at = found === -1 ? this.#text.length : found + end.length;
  }

  #element(open: Open[]): void {
    const text = this.#text;
    const line = this.#lineAt(this.#at);
    NAME.lastIndex = this.#at + 1;
    const name = NAME.exec(text)?.[0];
    if (name === undefined) {
      this.#at += 1;
      return;
    }
    this.#at += 1 + name.length;
    const attributes = new Map<string, string>();
    for (;;) {
      ATTRIBUTE.lastIndex = this.#at;
      const found = ATTRIBUTE.exec(text);
      if (found === null) break;
      attributes.set(found[1] ?? '', plain(found[2] ?? found[3] ?? ''));
      this.#at = ATTRIBUTE.lastIndex;
    }
    this.#skipTo('>');
    const endLine = this.#lineAt(this.#at);
    const element: Open = { name: localName(name), attributes, children: [], text: '', line, endLine };
    open.at(-1)?.children.push(element);
    if (!text.endsWith('/>', this.#at) && open.length < DEEPEST) open.push(element);
  }
}

/** Reads a document of XML; whatever the text, it gives what it could make of it. */
export function readXml(text: string): readonly Element[] {
  return new XmlReader(text).read();
}
