// What the runner needs of this directory, in one bundle.
export { readHistory } from './history.ts';
export { addScore, judge, KINDS, noScore, precisionOf, recallOf } from './score.ts';
