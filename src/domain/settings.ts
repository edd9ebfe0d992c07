import { GitTaskError } from '../errors.ts';
import { parseDuration } from './policy.ts';

/** A setting: `git config task.<name>`, and, where it is shared, a key of the branch's `config.yaml`. */
export interface SettingDefinition {
  readonly name: string;
  /** Whether `config.yaml` may say it for all clones; a clone's own word outranks that. */
  readonly shared?: true;
  /** What it may be; the words themselves where there are few. */
  readonly values: 'text' | 'boolean' | 'duration' | 'path' | 'lines' | readonly string[];
  /** What holds where nobody says anything; absent where nothing does. */
  readonly fallback?: string;
}

/** All settings there are. docs/configuration.md says what they mean, which a test holds it to. */
export const SETTINGS = [
  { name: 'actor', values: 'text' },
  { name: 'autoSync', values: ['manual', 'claims', 'push'], fallback: 'manual' },
  { name: 'claim.lease', shared: true, values: 'duration', fallback: '4h' },
  { name: 'durable', values: 'boolean', fallback: 'true' },
  { name: 'enforce', shared: true, values: ['off', 'warn', 'strict'], fallback: 'warn' },
  { name: 'enforceScope', shared: true, values: ['linked', 'all'], fallback: 'linked' },
  { name: 'hooks', values: 'boolean', fallback: 'true' },
  { name: 'ignore.paths', shared: true, values: 'lines' },
  { name: 'ignore.resources', shared: true, values: 'lines' },
  { name: 'node', values: 'path' },
  { name: 'program', values: 'path' },
] as const satisfies readonly SettingDefinition[];

/** The words of a git boolean. */
const BOOLEANS = ['true', 'false', 'yes', 'no', 'on', 'off', '1', '0'];

/** What is wrong with a value, and one that would be right; undefined where nothing is. */
export function settingProblem(
  { values, fallback }: SettingDefinition,
  text: string,
): { readonly problem: string; readonly right: string } | undefined {
  const right = fallback ?? '<value>';
  if (values === 'duration') {
    try {
      parseDuration(text);
      return undefined;
    } catch (error) {
      if (!(error instanceof GitTaskError)) throw error;
      return { problem: 'no duration', right };
    }
  }
  const words = values === 'boolean' ? BOOLEANS : typeof values === 'string' ? undefined : values;
  if (words === undefined || words.includes(text.toLowerCase())) return undefined;
  return { problem: `none of ${words.join(', ')}`, right };
}

/** A setting as git writes its key: sections and last words are small, what stands between them stays as it is. */
export function configKey({ name }: SettingDefinition): string {
  return name.replace(/[^.]+$/, (last) => last.toLowerCase());
}
