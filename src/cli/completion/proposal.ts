/** What a shell may put in place of the word that is being typed. */
export interface Proposal {
  readonly value: string;
  /** One line, shown beside it. */
  readonly about?: string;
}

/** Proposals, or the word that the shell's own files are meant. */
export type Proposals = readonly Proposal[] | 'files';
