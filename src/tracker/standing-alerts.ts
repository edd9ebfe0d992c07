import type { Finding } from './finding.ts';
import type { StoreSnapshot } from './tracker.ts';

/** Fewer are nothing to speak of: each is a few lines of the task's file. */
const MANY = 200;

/** Tasks with many alerts that were acknowledged: these stay, so that the same is never told again. */
export function standingAlerts(snapshot: Pick<StoreSnapshot, 'open' | 'short'>): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { id, alerts } of snapshot.open.values()) {
    const count = alerts.filter(({ acknowledged }) => acknowledged !== undefined).length;
    if (count < MANY) continue;
    const detail = `${snapshot.short(id)} keeps ${count} acknowledged alerts, so that none is told twice: every write of it writes them all`;
    findings.push({ check: 'alerts', state: 'note', detail });
  }
  return findings;
}
