import { EXPORT_FORMATS, type ExportFormat } from '../../domain/export-format.ts';
import { oneLine } from '../../domain/text.ts';
import { exportData, formatExport, writeExportFile } from '../../tracker/foreign-tasks.ts';
import { viewNow, wholeTasks } from '../answer-tasks.ts';
import type { Call } from '../call.ts';
import { SORTS, treeOrder } from '../select-tasks.ts';
import { addFilters, readFilters } from '../task-filters.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly all: boolean;
  readonly status: string;
  readonly format: string;
  readonly output: string;
}

export const verb: Verb = {
  examples: [
    'export --all > tasks.json',
    'export --format csv --output tasks.csv',
    'export --format markdown --label api',
  ],
  options: (command) =>
    addFilters(command)
      .option('-f, --format <format>', EXPORT_FORMATS.join('|'), 'json')
      .option('-o, --output <file>', 'write there, and not to standard output'),
  async run(call) {
    const { format = 'json', output, all, status } = call.options<Options>();
    if (!isFormat(format))
      throw call.usage(
        `"${format}" is not a format`,
        'git task export --format csv',
        EXPORT_FORMATS.join(', '),
      );
    if (call.out.format.json && format !== 'json' && output === undefined)
      throw call.usage(
        `--json and --format ${format} exclude each other`,
        `git task export --format ${format}`,
      );
    const select = await readFilters(call);
    const view = await viewNow(call);
    const depths = treeOrder(select(view).sort(SORTS.created));
    const ids = [...depths.keys()].map((task) => task.id);
    view.snapshot.load(ids);
    const tasks = wholeTasks(view, ids);
    const levels = new Map([...depths].map(([task, depth]) => [task.id, depth]));
    const text =
      format === 'json'
        ? call.out.enveloped('export', await exportData(tasks))
        : await formatExport(
            tasks.map((task) => ({ task, depth: levels.get(task.id) ?? 0 })),
            format,
          );
    if (output === undefined) call.out.document(text);
    else writeExportFile(call.tracker, output, text);
    const count = tasks.length === 1 ? '1 task' : `${tasks.length} tasks`;
    const where = output === undefined ? '' : ` to ${oneLine(output)}`;
    call.out.hint(
      `exported ${count}${where}${all === true || status !== undefined ? '' : '; --all has closed ones too'}`,
    );
    if (output !== undefined) answerFile(call, output, ids);
  },
};

function isFormat(text: string): text is ExportFormat {
  return (EXPORT_FORMATS as readonly string[]).includes(text);
}

/** Under `--json`, where the tasks went is the answer. */
function answerFile(call: Call, output: string, ids: readonly string[]): void {
  call.out.answer({
    kind: 'exported',
    data: () => ({ output, tasks: ids.length }),
    ids: () => ids,
    text: () => [],
  });
}
