import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['tests/{unit,contract,integration,architecture}/**/*.test.ts'],
		// Several tests start processes, browsers and servers of their own on a machine of two cores.
		testTimeout: 20_000,
		hookTimeout: 30_000,
		maxWorkers: 2,
	},
});
