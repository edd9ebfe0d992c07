// Runs commands as typed, prints each with its answer as one block, and stops the story where one goes wrong.
import { spawnSync } from 'node:child_process';

const COLOURS = { sam: 33, alice: 35, 'agent-2': 36 };

/** The name in front of a line; coloured on a terminal. */
function label(who) {
  const name = who.padEnd(8);
  const colour = COLOURS[who];
  const plain = colour === undefined || !process.stdout.isTTY || process.env.NO_COLOR;
  return plain ? name : `\u001b[${colour}m${name}\u001b[0m`;
}

/** Prints lines behind the name of who says them, in one write, so that two processes do not mix theirs. */
export function tell(who, text, mark = '│') {
  const lines = text.replace(/\n$/, '').split('\n');
  process.stdout.write(lines.map((line) => `${label(who)} ${mark} ${line}\n`).join(''));
}

export function heading(text) {
  process.stdout.write(`\n── ${text} ${'─'.repeat(Math.max(3, 96 - text.length))}\n\n`);
}

export function remark(text) {
  process.stdout.write(`${text}\n`);
}

export class StoryBroken extends Error {}

/**
 * A narrator: runs shell lines in a directory, prints each and what it answers, on stdout and stderr alike.
 *
 * @returns run(line, {status, says}) -> the answer; throws StoryBroken where the status is another, or where the
 *   answer lacks what it should say
 */
export function narrator(who, cwd, env) {
  return (line, { status = 0, says = [] } = {}) => {
    const child = spawnSync('/bin/sh', ['-c', `exec 2>&1\n${line}`], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
      timeout: 60_000,
    });
    tell(who, `$ ${line}\n${child.stdout}`);
    if (child.status !== status)
      throw new StoryBroken(`${who}: "${line}" ended with status ${child.status}, not ${status}`);
    for (const wanted of [says].flat())
      if (!wanted.test(child.stdout)) throw new StoryBroken(`${who}: "${line}" did not say ${wanted}`);
    return child.stdout;
  };
}

/** The full id that `git task add` printed. */
export function idIn(answer) {
  const [id] = /^[a-z][a-z0-9]{9}$/m.exec(answer) ?? [];
  if (id === undefined) throw new StoryBroken(`no id in: ${answer}`);
  return id;
}

/** Ends an agent's process, with what broke its story. */
export function endWith(error) {
  process.stdout.write(`\n${error instanceof StoryBroken ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
