import { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';

/** What a page is registered on, wherever its file stands. */
export const RAZOR_PAGE = '~razor page';

/** `@page`, `@page "{id:int}"`: one line of its own, in front of all but comments. */
const DIRECTIVE = /^[ \t\uFEFF]*@page\b[ \t]*(?:"([^"\n]{0,200})")?/m;
/** Blocks of C# in a page. */
const CODE = /@(functions|code)\b/;
const HANDLER = /\bOn(Get|Post|Put|Delete|Patch|Head)(?:[A-Z]\w*)?[ \t]*\(/g;

/** The methods of HTTP that some functions handle: `OnGetAsync(`, `OnPostDelete(`. */
export function handledMethods(code: string): string[] {
  return [...new Set([...code.matchAll(HANDLER)].map(([, verb = '']) => verb.toUpperCase()))];
}

/** Reads what one page of Razor says of its path; where it is, its file's place tells. What it shows is its body. */
export function readRazor(text: string): Findings {
  const findings = new Findings();
  const found = DIRECTIVE.exec(text);
  if (found === null) return findings;
  const line = text.slice(0, found.index).split('\n').length;
  const code = CODE.exec(text);
  const methods = new Set(['GET', ...(code === null ? [] : handledMethods(text.slice(code.index)))]);
  const shown = text.slice(0, found.index) + text.slice(found.index + found[0].length);
  findings.addRouter({ id: RAZOR_PAGE, pack: 'razor-pages', view: true });
  for (const method of methods)
    findings.routes.push({
      on: RAZOR_PAGE,
      methods: [method],
      path: [found[1] ?? ''],
      line,
      endLine: line,
      contract: '',
      body: method === 'GET' ? hashText(shown.replace(/\s+/g, ' ').trim()) : '',
    });
  return findings;
}
