import { isStamp, newestStamp, type Stamp } from './stamp.ts';
import type { Alert } from './task.ts';

/** What a `merge_resolved` is about: the key that its text begins with. */
function subjectOf({ text }: Alert): string {
  return text.split(': ', 1)[0] ?? text;
}

/**
 * Whether two alerts say the same: clones that notice it apart from each other each tell it in an event of their own, and
 * whoever is concerned hears of it once.
 */
function saysTheSame(one: Alert, two: Alert): boolean {
  if (one.type !== two.type || one.cause !== two.cause) return false;
  switch (one.type) {
    case 'claim_conflict':
      // A start is lost once; an actor may take a task away more than once.
      return isStamp(one.cause);
    case 'merge_resolved':
      return subjectOf(one) === subjectOf(two);
    case 'dependency_cycle':
      // Wherever the walk around it began: the wait that closed it is one.
      return true;
    default:
      return (
        one.change === two.change &&
        one.resource === two.resource &&
        (one.change !== undefined || one.text === two.text)
      );
  }
}

/** The events that told an alert. */
function tellingsOf({ id, also = [] }: Alert): readonly Stamp[] {
  return [id, ...also];
}

/** Whether one of the events told the alert. */
export function isToldBy(alert: Alert, events: readonly Stamp[]): boolean {
  return tellingsOf(alert).some((stamp) => events.includes(stamp));
}

/** The other tellings of two alerts that are one. */
export function alsoOf(one: Alert, two: Alert): Pick<Alert, 'also'> {
  const also = [...new Set([...tellingsOf(one), ...tellingsOf(two)])].filter((id) => id !== one.id).sort();
  return also.length === 0 ? {} : { also };
}

/** Adds an alert, by stamp; where one says the same already, that one remembers the event. */
export function withAlert(alerts: readonly Alert[], alert: Alert): readonly Alert[] {
  const at = alerts.findIndex((known) => saysTheSame(known, alert));
  const known = alerts[at];
  if (known === undefined) return [...alerts, alert];
  const acknowledged = newestStamp([known.acknowledged, alert.acknowledged]);
  return alerts.with(at, {
    ...known,
    ...alsoOf(known, alert),
    to: [...new Set([...known.to, ...alert.to])],
    ...(acknowledged === undefined ? {} : { acknowledged }),
  });
}
