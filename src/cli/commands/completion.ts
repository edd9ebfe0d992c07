import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Verb } from '../verb.ts';

/** The scripts are files of the package, for whoever packages it to install as they are. */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: 'git-task.bash',
  zsh: '_git-task',
  fish: 'git-task.fish',
};

export const verb: Verb = {
  arguments: '<bash|zsh|fish>',
  examples: ['completion bash', 'completion zsh', 'completion fish'],
  about: `The script completes git-task and git task: verbs, options, their values, and
ids of tasks with their titles. One line makes a shell read it at every start:
  bash  in ~/.bashrc:                   source <(git-task completion bash)
  zsh   in ~/.zshrc, behind compinit:   source <(git-task completion zsh)
  fish  in ~/.config/fish/config.fish:  git-task completion fish | source`,
  async run(call) {
    const [shell = ''] = call.args;
    const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
    if (script === undefined)
      throw call.usage(
        `"${shell.slice(0, 40)}" is none of ${Object.keys(SCRIPTS).join(', ')}`,
        Object.keys(SCRIPTS).map((known) => `git task completion ${known}`),
      );
    const text = readFileSync(join(dirname(call.ports.launcher()), '../completions', script), 'utf8');
    call.out.answer({
      kind: 'completion',
      data: () => ({ shell, script: text }),
      text: () => text.trimEnd().split('\n'),
    });
  },
};
