import { readdirSync } from 'node:fs';
import { StripeLocks } from '../../src/core/adapters/sqlite/stripe-locks.ts';

// Takes away what processes that died have left, all the time, until it is ended.
const [, , folder = ''] = process.argv;
const locks = new StripeLocks(folder);
process.stdout.write('begun');
for (;;) {
	for (const file of readdirSync(folder)) {
		const [, lease] = /^(process-[0-9a-f]+)\.lock$/.exec(file) ?? [];
		if (lease !== undefined) locks.isAbandoned(lease);
	}
}
