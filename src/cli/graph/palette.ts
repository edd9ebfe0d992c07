import type { State } from '../view.ts';

export interface Paint {
  readonly fill: string;
  readonly line: string;
  readonly text: string;
}

/** On white. */
export const LIGHT: Readonly<Record<State, Paint>> = {
  ready: { fill: '#dcf5e3', line: '#2b8a4b', text: '#14351f' },
  in_progress: { fill: '#fdf1c7', line: '#a67c00', text: '#3d2e00' },
  in_review: { fill: '#dcecfd', line: '#2f6fb5', text: '#12304f' },
  blocked: { fill: '#fde3e0', line: '#c0392b', text: '#4a1410' },
  stale: { fill: '#fde8d4', line: '#bf5b04', text: '#4a2502' },
  pending: { fill: '#eef0f3', line: '#68717d', text: '#23282e' },
  completed: { fill: '#ece6f8', line: '#7a56c2', text: '#2d1a55' },
  cancelled: { fill: '#f6f6f6', line: '#8a8a8a', text: '#5a5a5a' },
};

/** On black. */
export const DARK: Readonly<Record<State, Paint>> = {
  ready: { fill: '#12331e', line: '#3fa564', text: '#d3f5de' },
  in_progress: { fill: '#3a2f08', line: '#c89b1b', text: '#fbeec0' },
  in_review: { fill: '#122c47', line: '#4f93da', text: '#d8e9fc' },
  blocked: { fill: '#42191a', line: '#e0635a', text: '#fbdcd8' },
  stale: { fill: '#40260c', line: '#de7f2e', text: '#fce4cd' },
  pending: { fill: '#262b31', line: '#838d99', text: '#dfe3e8' },
  completed: { fill: '#2a1f45', line: '#9b7be0', text: '#e9e0fb' },
  cancelled: { fill: '#202326', line: '#767c83', text: '#a6adb5' },
};

export const STATES_DRAWN = Object.keys(LIGHT).filter((state): state is State => state in LIGHT);
