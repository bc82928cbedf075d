import { join } from 'node:path';

/** For programs of ours that start by the hundred: Node reads them compiled, and without their types. Of an SDK's thousand files it would write more than it saves. */
export const quickStart = {
	NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/tests'),
} as const;
