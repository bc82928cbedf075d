import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longest-first.ts';

// Tests that break what the others stand on (the session's keyring) run by themselves: LATCHKEY_TESTS=alone.
const alone = process.env.LATCHKEY_TESTS === 'alone';

export default defineConfig({
	test: {
		include: alone
			? ['tests/**/*.alone.test.ts']
			: ['tests/{unit,contract,integration,architecture,faults}/**/*.test.ts'],
		exclude: alone ? [] : ['tests/**/*.alone.test.ts'],
		// Several tests start processes, browsers and servers of their own on a machine of two cores.
		testTimeout: 20_000,
		hookTimeout: 30_000,
		sequence: { sequencer: LongestFirst },
		maxWorkers: 2,
		maxConcurrency: 2,
	},
});
