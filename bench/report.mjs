// One Markdown table: what was measured, its floor, and the target beside it.
import { readFileSync } from 'node:fs';
import { BARE } from './floors.mjs';
import { median } from './measure.mjs';

const TARGETS = JSON.parse(readFileSync(new URL('targets.json', import.meta.url), 'utf8'));

function milliseconds(value) {
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value.toFixed(1)} ms`;
}

function bytes(value) {
  return value >= 10_240 ? `${(value / 1024).toFixed(1)} KB` : `${Math.round(value)} B`;
}

function floorOf(target, floors) {
  if (target.floor === 'node') return floors.node;
  if (target.floor === 'node x 1.6') return 1.6 * floors.node;
  if (target.floor === 'node + fast-import') return floors.node + floors['fast-import'];
  if (target.floor === 'node + git fetch') return floors.node + floors['git fetch'];
  return undefined;
}

/** How far a row lies over its floor, by one kind of node: medians of what each round says. */
function overFloor({ rounds }, target, kind = 'node') {
  if (target === undefined || rounds?.[0]?.floors[kind] === undefined) return undefined;
  const pairs = rounds.map(({ own, floors }) => ({
    own,
    floor: floorOf(target, { ...floors, node: floors[kind] }),
  }));
  return {
    times: median(pairs.map(({ own, floor }) => own / floor)),
    plus: median(pairs.map(({ own, floor }) => own - floor)),
  };
}

/** Whether a measured value is within its target. */
function judge(row, target, over) {
  if (target.times !== undefined) return over.times <= target.times;
  if (target.plus !== undefined) return over.plus <= target.plus;
  if (target.bytes !== undefined) return row.bytes <= target.bytes;
  return row.milliseconds <= target.milliseconds && (row.megabytes ?? 0) <= (target.megabytes ?? 0);
}

/**
 * @param rows {name, size, target (a key of targets.json), milliseconds | bytes, megabytes, rounds ({own, floors})}
 * @param floorRuns the floors measured beside the rows of each size: {size, floors (milliseconds by name)}
 */
export function report(rows, floorRuns) {
  const lines = [];
  if (floorRuns.length > 0) {
    lines.push(
      `| floor |${floorRuns.map(({ size, what = 'tasks' }) => ` beside ${size.toLocaleString('en')} ${what} |`).join('')}`,
      `|---|${floorRuns.map(() => '---|').join('')}`,
    );
    for (const name of new Set(floorRuns.flatMap(({ floors }) => Object.keys(floors)))) {
      const cells = floorRuns.map(({ floors }) =>
        floors[name] === undefined ? ' - |' : ` ${milliseconds(floors[name])} |`,
      );
      lines.push(`| ${name} |${cells.join('')}`);
    }
    lines.push('');
  }
  const strict = rows.some((row) => row.rounds?.[0]?.floors[BARE] !== undefined);
  const heads = [
    'what',
    'tasks',
    'median',
    'over its floor',
    ...(strict ? [`by ${BARE}`] : []),
    'target',
    'met',
  ];
  lines.push(`| ${heads.join(' | ')} |`, `|${'---|'.repeat(heads.length)}`);
  for (const row of rows) {
    const target = TARGETS[row.target];
    const over = overFloor(row, target);
    const measured =
      row.bytes === undefined
        ? `${milliseconds(row.milliseconds)}${row.megabytes === undefined ? '' : `, ${Math.round(row.megabytes)} MB`}`
        : bytes(row.bytes);
    const ratios = [over, ...(strict ? [overFloor(row, target, BARE)] : [])].map((found) =>
      found === undefined
        ? '-'
        : `${found.times.toFixed(2)} x, ${found.plus < 0 ? '' : '+'}${found.plus.toFixed(1)} ms`,
    );
    const met = target === undefined ? '-' : judge(row, target, over) ? 'yes' : 'NO';
    lines.push(
      `| ${row.name} | ${row.size.toLocaleString('en')} | ${measured} | ${ratios.join(' | ')} | ${target?.words ?? '-'} | ${met} |`,
    );
  }
  return `${lines.join('\n')}\n`;
}
