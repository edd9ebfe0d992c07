// What the generator needs of the program, in one bundle: the same fold and the same codec as every real write.
export { FIRST_FILES } from '../src/codec/branch-files.ts';
export { formatCommitMessage } from '../src/codec/commit-message.ts';
export type { Event, EventData } from '../src/domain/event.ts';
export { fold } from '../src/domain/fold.ts';
export { mintId } from '../src/domain/id.ts';
export { stampSequence } from '../src/domain/stamp.ts';
export { transactionFiles } from '../src/store/transaction-files.ts';
