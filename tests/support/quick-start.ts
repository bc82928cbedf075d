import { join } from 'node:path';

/** For programs that start by the hundred: Node reads what they are made of compiled, and without its types. */
export const quickStart = {
	NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/tests'),
} as const;
