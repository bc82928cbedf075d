import { StripeLocks } from '../../src/core/adapters/sqlite/stripe-locks.ts';
import type { ConnectionId } from '../../src/core/domain/ids.ts';

// Takes a lock and a lease, says so with the lease's name, and keeps both until it is ended.
const [, , folder = '', key = ''] = process.argv;
const locks = new StripeLocks(folder);
const lease = locks.lease();
void locks.exclusively(key as ConnectionId, () => {
	process.stdout.write(`${lease}\n`);
	return new Promise(() => setInterval(() => undefined, 1000));
});
