/** One thing the doctor looked at. */
export interface Finding {
  readonly check: string;
  /** `note` is worth knowing and no fault. */
  readonly state: 'ok' | 'note' | 'wrong' | 'fixed';
  readonly detail: string;
  /** The call that mends it. */
  readonly call?: string;
}
