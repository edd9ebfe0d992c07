/** Trackers whose tasks can be read. */
export const IMPORT_SOURCES = [
  'git-task',
  'beads',
  'backlog',
  'taskwarrior',
  'gh',
  'glab',
  'markdown',
] as const;
export type ImportSource = (typeof IMPORT_SOURCES)[number];
