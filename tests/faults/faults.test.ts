import { expect, it } from 'vitest';
import { seed } from '../integration/core/seeded.ts';
import { faultParts } from './parts.ts';

// The short form of `npm run faults`. Most of it is waiting for processes, so two parts go side by side.
for (const { name, needs, run } of faultParts(false))
	it.concurrent(`${name} (seed ${seed})`, { timeout: 600_000 }, async ({ skip }) => {
		const figures = await run(seed);
		if (figures === null) return skip(`this machine lacks ${needs}`);
		expect(figures.failures).toEqual([]);
	});
