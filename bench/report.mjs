// One Markdown table: what was measured, its floor, and the target beside it.
import { readFileSync } from 'node:fs';

const TARGETS = JSON.parse(readFileSync(new URL('targets.json', import.meta.url), 'utf8'));

function milliseconds(value) {
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value.toFixed(1)} ms`;
}

function bytes(value) {
  return value >= 10_240 ? `${(value / 1024).toFixed(1)} KB` : `${Math.round(value)} B`;
}

function floorOf(target, floors) {
  if (target.floor === 'node') return floors.node;
  if (target.floor === 'node + fast-import') return floors.node + floors['fast-import'];
  return undefined;
}

/** Whether a measured value is within its target; undefined where there is none. */
function judge(row, target, floor) {
  if (target.times !== undefined) return row.milliseconds <= target.times * floor;
  if (target.plus !== undefined) return row.milliseconds <= target.plus + floor;
  if (target.bytes !== undefined) return row.bytes <= target.bytes;
  return row.milliseconds <= target.milliseconds && row.megabytes <= target.megabytes;
}

/**
 * @param rows {name, size, target (a key of targets.json), milliseconds | bytes, megabytes, floors}
 * @param floorRuns the floors measured beside the rows of each size: {size, floors (milliseconds by name)}
 */
export function report(rows, floorRuns) {
  const lines = [];
  if (floorRuns.length > 0) {
    lines.push(
      `| floor |${floorRuns.map(({ size }) => ` beside ${size.toLocaleString('en')} tasks |`).join('')}`,
      `|---|${floorRuns.map(() => '---|').join('')}`,
    );
    for (const name of Object.keys(floorRuns[0].floors))
      lines.push(`| ${name} |${floorRuns.map(({ floors }) => ` ${milliseconds(floors[name])} |`).join('')}`);
    lines.push('');
  }
  lines.push('| what | tasks | median | over its floor | target | met |', '|---|---|---|---|---|---|');
  for (const row of rows) {
    const target = TARGETS[row.target];
    const floor = target === undefined ? undefined : floorOf(target, row.floors);
    const measured =
      row.bytes === undefined
        ? `${milliseconds(row.milliseconds)}${row.megabytes === undefined ? '' : `, ${Math.round(row.megabytes)} MB`}`
        : bytes(row.bytes);
    const over =
      floor === undefined
        ? '-'
        : `${(row.milliseconds / floor).toFixed(2)} x, +${(row.milliseconds - floor).toFixed(1)} ms`;
    const met = target === undefined ? '-' : judge(row, target, floor) ? 'yes' : 'NO';
    lines.push(
      `| ${row.name} | ${row.size.toLocaleString('en')} | ${measured} | ${over} | ${target?.words ?? '-'} | ${met} |`,
    );
  }
  return `${lines.join('\n')}\n`;
}
