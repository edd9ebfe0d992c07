import { oneLine } from '../../domain/text.ts';
import { impactsOfTask } from '../../operations/impacts.ts';
import { viewNow } from '../answer-tasks.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[id]',
  examples: ['check <id>', 'check'],
  async run(call) {
    const [id = ''] = await call.ids(call.args);
    const view = await viewNow(call);
    const task = view.snapshot.task(id);
    const impacts = task === undefined ? [] : impactsOfTask(view.snapshot, task);
    call.out.answer({
      kind: 'impact',
      data: () => ({
        changes: (task?.resources ?? []).map((resource) => {
          const [relation = '', kind = '', ...name] = resource.split(':');
          return { relation, kind, name: name.join(':'), path: null, line: null, certainty: 'declared' };
        }),
        impacts,
      }),
      ids: () => [...new Set(impacts.map((impact) => impact.task))],
      text: () =>
        impacts.map(({ task: hit, severity, reason, to }) => {
          const title = oneLine(view.snapshot.summary(hit)?.title ?? '');
          const told = to.length === 0 ? '' : `  (${to.map(oneLine).join(', ')})`;
          return `${severity.padEnd(8)}  ${view.snapshot.short(hit)} "${title}"  ${oneLine(reason)}${told}`;
        }),
    });
    const short = view.snapshot.short(id);
    if (impacts.length === 0)
      call.out.hint(
        task?.resources.length === 0
          ? `${short} declares no resources: git task resource ${short} "<relation:kind:name>"`
          : `completing ${short} touches no open task`,
      );
    else call.out.hint(`told when ${short} is completed`);
  },
};
