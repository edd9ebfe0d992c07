/** Words of other trackers and of everyday speech, with the verb that does here what they mean there. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  abandon: 'cancel',
  begin: 'start',
  claim: 'start',
  close: 'complete',
  comment: 'note',
  drop: 'release',
  find: 'search',
  finish: 'complete',
  get: 'show',
  grep: 'search',
  history: 'log',
  info: 'show',
  new: 'add',
  notify: 'inbox',
  pause: 'release',
  pick: 'next --claim',
  resolve: 'complete',
  review: 'submit',
  set: 'edit',
  tag: 'label',
  take: 'start',
  tasks: 'list',
  todo: 'ready',
  unassign: 'assign',
  unclaim: 'release',
  untag: 'unlabel',
  view: 'show',
  whoami: 'status',
  work: 'next --claim',
};

/** The call of this program that another tracker's word most likely means; undefined for words that mean nothing. */
export function meantVerb(word: string): string | undefined {
  const lower = word.toLowerCase();
  return Object.hasOwn(OTHER_WORDS, lower) ? OTHER_WORDS[lower] : undefined;
}
