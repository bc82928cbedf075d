import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { StripeLocks } from '../../../../src/core/adapters/sqlite/stripe-locks.ts';
import { codeOf } from '../../../integration/core/world.ts';

it('S03: a lock that cannot be made is a failure in words, and what it was for does not run', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-locks-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	writeFileSync(join(folder, 'locks'), 'a file where the folder should be');
	const locks = new StripeLocks(join(folder, 'locks'));
	let ran = false;
	const act = async () => {
		ran = true;
	};
	expect(await codeOf(() => locks.lease())).toBe('STORE_FAILED');
	expect(await codeOf(locks.exclusively('recovery', act))).toBe('STORE_FAILED');
	expect(ran).toBe(false);

	rmSync(join(folder, 'locks'));
	await locks.exclusively('recovery', act);
	expect(ran).toBe(true);
	locks.close();
});
