/** The process as the command line sees it. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** All of standard input. */
  readonly stdin: () => string;
  readonly isTerminal: { readonly stdout: boolean; readonly stderr: boolean };
  /** Whether somebody types at a terminal and sees what is printed there. */
  readonly interactive?: () => boolean;
  /** How wide the terminal is; undefined where there is none. */
  readonly columns?: () => number | undefined;
  /** Aborted when the user wants to stop. */
  readonly interrupted: AbortSignal;
}
