/** One thing the doctor looked at. */
export interface Finding {
  readonly check: string;
  /** `note` is worth knowing and no fault. */
  readonly state: 'ok' | 'note' | 'wrong' | 'fixed';
  readonly detail: string;
  /** Of a setting: what holds, and who said so. */
  readonly value?: string;
  readonly origin?: string;
  /** The call that mends it. */
  readonly call?: string;
}
