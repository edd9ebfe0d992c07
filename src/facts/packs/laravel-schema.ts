import type { PhpPack } from './pack.ts';

export const laravelSchema: PhpPack = { name: 'laravel-schema', family: 'php', read: () => undefined };
