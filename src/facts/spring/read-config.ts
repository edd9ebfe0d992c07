import { type DataValue, entriesOf } from '../data/data.ts';
import { readData } from '../data/read-data.ts';
import { Findings } from '../findings.ts';
import { settingOf, withPlaceholders } from './placeholders.ts';

/** What may be a part of a path, or the name of a class. */
const VALUE = /^[\w./{}$:*-]{0,120}$/;
/** A line of a file of properties: `key = value`, `key: value`. */
const LINE = /^\s*([\w.[\]-]{1,120})\s*[=:]\s*(.*)$/;
const MOST = 2000;
const DEEPEST = 20;

function add(findings: Findings, key: string, value: string): void {
  if (findings.constants.size < MOST && VALUE.test(value) && key !== '')
    findings.constants.set(settingOf(key), withPlaceholders(value));
}

function addAll(findings: Findings, value: DataValue, front: string, depth: number): void {
  if (value.is === 'text') add(findings, front, value.text);
  else if (depth < DEEPEST)
    for (const { key, value: inner } of entriesOf(value))
      addAll(findings, inner, front === '' ? key : `${front}.${key}`, depth + 1);
}

/** Reads what a configuration of Spring says of placeholders, in either of its ways to be written. */
export function readSpringConfig(text: string): Findings {
  const findings = new Findings();
  const lines = text.split('\n');
  // Properties have an equals sign where YAML has a colon and a space.
  const isProperties = lines.some((line) => /^\s*[\w.[\]-]+\s*=/.test(line.slice(0, 200)));
  if (!isProperties) addAll(findings, readData(text), '', 0);
  else
    for (const line of lines) {
      const [, key, value] = LINE.exec(line.trimEnd()) ?? [];
      if (key !== undefined && value !== undefined) add(findings, key, value.trim());
    }
  return findings;
}
