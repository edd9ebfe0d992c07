import type { Hit } from '../../domain/search.ts';
import {
  ENTRY_END,
  foldText,
  SEARCH_FIELDS,
  type SearchField,
  searchTexts,
} from '../../domain/search-text.ts';
import { findTerm, folded, type Term } from '../../domain/search-words.ts';
import { snippetOf } from '../../domain/snippet.ts';
import { wholeTasks } from '../answer-tasks.ts';
import type { Call } from '../call.ts';
import type { View } from '../view.ts';
import { taskJson } from './task-json.ts';
import { taskLines } from './task-line.ts';

/** Answers with what a search found, best first. */
export function answerHits(call: Call, view: View, terms: readonly Term[], hits: readonly Hit[]): void {
  const { snapshot } = view;
  call.out.answer({
    kind: 'task_list',
    data: () =>
      hits.flatMap((hit) =>
        wholeTasks(view, [hit.id]).map((task) => ({
          ...taskJson(view, task),
          score: Math.round(hit.score * 1000) / 1000,
          matched: hit.fields.map((field) => ({
            field,
            snippet: field === 'id' ? task.id : snippetOf(searchTexts(task)[field], terms),
          })),
        })),
      ),
    ids: () => hits.map(({ id }) => id),
    text: () => {
      // Closed tasks have no row, and a text that was folded is shown as it was written: one process reads both.
      snapshot.load(hits.filter(({ plain, open }) => !plain || !open).map(({ id }) => id));
      const shown = hits.flatMap((hit) => {
        const summary = snapshot.summary(hit.id);
        return summary === undefined ? [] : [{ hit, summary }];
      });
      const lines = taskLines(
        view,
        shown.map(({ summary }) => summary),
        call.style,
      );
      return shown.flatMap(({ hit }, at) => [lines[at] ?? '', ...snippetLine(call, view, terms, hit)]);
    },
  });
}

/** Why a task was found, where its title does not say all of it. */
function snippetLine(call: Call, view: View, terms: readonly Term[], hit: Hit): readonly string[] {
  const title = folded(foldText(view.snapshot.summary(hit.id)?.title ?? ''));
  const rest = terms.filter((term) => findTerm(title, term) === -1);
  const field = hit.fields.find((name) => name !== 'title' && name !== 'id');
  if (rest.length === 0 || field === undefined) return [];
  const snippet = snippetOf(textsOf(view, hit, field), rest);
  return [`      ${call.style.dim(`${field}:`)} ${snippet}`];
}

function textsOf({ snapshot }: View, { id, plain, line }: Hit, field: SearchField): readonly string[] {
  const task = plain ? undefined : snapshot.task(id);
  if (task !== undefined) return searchTexts(task)[field];
  const text = line.split('\t')[SEARCH_FIELDS.indexOf(field) + 1] ?? '';
  return text.split(ENTRY_END);
}
