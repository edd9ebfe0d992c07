import { impactsOfTask, isTold } from '../../operations/impacts.ts';
import { viewNow } from '../answer-tasks.ts';
import { changeJson, declaredJson, impactJson, impactLine, ownChanges } from '../render/impact.ts';
import type { Verb } from '../verb.ts';
import { workOn } from '../work-on.ts';

export const verb: Verb = {
  arguments: '[id]',
  examples: ['check <id>', 'check', 'check --deep'],
  see: ['impact', 'complete'],
  options: (command) =>
    command.option(
      '--deep',
      'find linked symbols with a full parser: also private, nested ones, in ten languages',
    ),
  async run(call) {
    const [id = ''] = await call.ids(call.args);
    const view = await viewNow(call);
    const { snapshot } = view;
    const task = snapshot.task(id);
    if (call.options<{ deep: boolean }>().deep) await call.tracker.lookDeeper(id);
    const changes = workOn(call, snapshot, [id], { whole: true }).get(id) ?? [];
    const impacts = task === undefined ? [] : impactsOfTask(snapshot, task, { declared: true, changes });
    const declared = task?.resources ?? [];
    call.out.answer({
      kind: 'impact',
      data: () => ({
        changes: [
          ...declared.flatMap((line) => declaredJson(line) ?? []),
          ...ownChanges(changes).map(changeJson),
        ],
        impacts: impacts.map((impact) => impactJson(snapshot, impact)),
      }),
      ids: () => [...new Set(impacts.map((impact) => impact.task))],
      text: () => impacts.map((impact) => impactLine(snapshot, impact, call.style)),
    });
    const short = snapshot.short(id);
    const untold = impacts.filter((impact) => {
      const target = snapshot.task(impact.task);
      return target !== undefined && !isTold(target, id, impact);
    });
    if (untold.length > 0)
      call.out.hint(
        untold.length === impacts.length
          ? `told when ${short} is completed`
          : `${impacts.length - untold.length} told already, ${untold.length} when ${short} is completed`,
      );
    else if (impacts.length > 0) call.out.hint('told already');
    else if (declared.length === 0 && changes.length === 0)
      call.out.hint(`${short} declares no resources: git task resource ${short} "<relation:kind:name>"`);
    else call.out.hint(`completing ${short} touches no open task`);
  },
};
