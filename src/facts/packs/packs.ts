import { express } from './express.ts';
import type { JavaScriptPack } from './pack.ts';

/** Every pack there is. */
export const javaScriptPacks: readonly JavaScriptPack[] = [express];
