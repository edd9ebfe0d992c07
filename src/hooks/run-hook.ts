import { commitMsg } from './commit-msg.ts';
import type { HookCall, HookReport } from './hook-call.ts';
import { NOTHING } from './hook-call.ts';
import type { HookName } from './hook-names.ts';
import { postCommit } from './post-commit.ts';
import { postMerge } from './post-merge.ts';
import { postRewrite } from './post-rewrite.ts';
import { preCommit } from './pre-commit.ts';
import { prePush } from './pre-push.ts';

/** What the program does in each hook; what is missing here the shell of the hook decides alone. */
const RUN: Readonly<Partial<Record<HookName, (call: HookCall) => Promise<HookReport>>>> = {
  'pre-commit': preCommit,
  'commit-msg': commitMsg,
  'post-commit': postCommit,
  'post-applypatch': postCommit,
  'post-merge': postMerge,
  'post-rewrite': postRewrite,
  'pre-push': prePush,
};

/** The shell ends the program after 5 s; then nothing would be recorded, nor what was read be kept. */
const READING_MS = 2500;

export function runHook(name: HookName, call: HookCall): Promise<HookReport> {
  const { now } = call.tracker.ports;
  const until = now() + READING_MS;
  call.tracker.code.stopWhen(() => now() > until);
  return RUN[name]?.(call) ?? Promise.resolve(NOTHING);
}
