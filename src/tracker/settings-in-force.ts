import { nearest } from '../domain/nearest.ts';
import { configKey, SETTINGS, type SettingDefinition, settingProblem } from '../domain/settings.ts';
import { oneLine, shellQuote } from '../domain/text.ts';
import { readScopedConfig, type ScopedValue } from '../git/config.ts';
import type { Finding } from './finding.ts';
import type { Tracker } from './tracker.ts';

const BRANCH = 'config.yaml';
const LONGEST = 80;

type Scoped = ReadonlyMap<string, ScopedValue>;

function shown(text: string): string {
  const line = oneLine(text.split('\n').join(', '));
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** How a person says whose configuration it is. */
function scopeOf({ scope }: ScopedValue): string {
  return scope === 'command' ? 'git -c or environment' : `git config --${scope}`;
}

function said(check: string, value: string, origin: string): Finding {
  return { check, state: 'ok', detail: `${shown(value)} (${origin})`, value, origin };
}

/** The call that puts a value where a wrong one stands; none for what only one call was told. */
function settingCall({ scope }: ScopedValue, name: string, value: string): { readonly call?: string } {
  return scope === 'command' ? {} : { call: `git config --${scope} task.${name} ${shellQuote(value)}` };
}

/** Who acts, by the same order as `resolveActor`. */
function actorInForce({ actor, actsAs, ports }: Tracker, scoped: Scoped): Finding {
  const check = 'task.actor';
  const isSaid = (text: string | undefined): boolean => text !== undefined && oneLine(text) !== '';
  if (actsAs) return said(check, actor, '--as');
  if (isSaid(ports.env.GIT_TASK_ACTOR)) return said(check, actor, 'environment GIT_TASK_ACTOR');
  const own = scoped.get('task.actor');
  if (own !== undefined && isSaid(own.value)) return said(check, actor, scopeOf(own));
  const user = scoped.get('user.name');
  if (user !== undefined && user.value !== '') return said(check, actor, `user.name, ${scopeOf(user)}`);
  return said(check, actor, 'login name');
}

/** A setting as it holds here: this clone's word, else the branch's, else the default. */
function inForce(
  definition: SettingDefinition,
  scoped: Scoped,
  shared: ReadonlyMap<string, string>,
): readonly Finding[] {
  const { name, fallback } = definition;
  const check = `task.${name}`;
  const own = scoped.get(`task.${configKey(definition)}`);
  const common = shared.get(name) ?? shared.get(name.toLowerCase());
  const inDefault = fallback === undefined ? [] : [said(check, fallback, 'default')];
  const isEmpty = own?.value === '' && definition.values !== 'duration';
  if (own !== undefined && !isEmpty) {
    const wrong = settingProblem(definition, own.value);
    if (wrong === undefined) return [said(check, own.value, scopeOf(own))];
    const detail = `"${shown(own.value)}" is ${wrong.problem} (${scopeOf(own)})`;
    return [{ check, state: 'wrong', detail, ...settingCall(own, name, wrong.right) }];
  }
  if (common === undefined || definition.shared !== true) return inDefault;
  const wrong = settingProblem(definition, common);
  if (wrong === undefined) return [said(check, common, BRANCH)];
  const detail = `"${shown(common)}" is ${wrong.problem} (${BRANCH}): passed over`;
  return [{ check, state: 'note', detail }, ...inDefault];
}

/** Keys that nobody reads: mostly slips of the pen. */
function unknownKeys(scoped: Scoped, shared: ReadonlyMap<string, string>): readonly Finding[] {
  const known = new Map(SETTINGS.map((definition) => [configKey(definition), definition.name]));
  const findings: Finding[] = [];
  for (const [key, own] of scoped) {
    const name = key.startsWith('task.') ? key.slice('task.'.length) : undefined;
    if (name === undefined || known.has(name)) continue;
    const close = known.get(nearest(name, known.keys(), 3) ?? '');
    findings.push({
      check: `task.${oneLine(name)}`,
      state: close === undefined ? 'note' : 'wrong',
      detail: `nothing reads it (${scopeOf(own)})${close === undefined ? '' : `: did you mean task.${close}?`}`,
      ...(close === undefined ? {} : settingCall(own, close, own.value)),
    });
  }
  const common = SETTINGS.filter((definition: SettingDefinition) => definition.shared).map(
    ({ name }) => name,
  );
  for (const key of shared.keys()) {
    if (common.some((name) => name === key || name.toLowerCase() === key)) continue;
    const isOwn = SETTINGS.some(({ name }) => name === key);
    const why = isOwn ? 'only git config may say it' : 'nothing here reads it';
    findings.push({ check: shown(key), state: 'note', detail: `${why} (${BRANCH})` });
  }
  return findings;
}

/** Variables that change what is done, in calls as this one. */
const STEERING = ['GIT_TASK_SKIP', 'CI', 'NO_COLOR', 'FORCE_COLOR', 'GIT_DIR', 'GIT_WORK_TREE', 'TZ'];

function environmentInForce({ ports: { env } }: Tracker): readonly Finding[] {
  const set = STEERING.filter((name) => env[name] !== undefined && env[name] !== '');
  const detail = set.map((name) => `${name}=${shown(env[name] ?? '')}`).join(', ');
  return set.length === 0 ? [] : [{ check: 'environment', state: 'ok', detail }];
}

/**
 * Tells every setting as it holds here, and who said so.
 *
 * @param shared what `config.yaml` says, by name
 * @throws GIT_COMMAND_FAILED when a config file is broken
 */
export function settingsInForce(tracker: Tracker, shared: ReadonlyMap<string, string>): readonly Finding[] {
  const scoped = readScopedConfig(tracker.repository, '^(task\\.|user\\.name$)');
  return [
    actorInForce(tracker, scoped),
    { check: 'clone', state: 'ok', detail: tracker.place.clone },
    ...SETTINGS.filter(({ name }) => name !== 'actor').flatMap((definition) =>
      inForce(definition, scoped, shared),
    ),
    ...unknownKeys(scoped, shared),
    ...environmentInForce(tracker),
  ];
}
