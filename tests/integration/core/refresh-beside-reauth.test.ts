import { expect, it } from 'vitest';
import { MemoryLocks } from './memory-locks.ts';
import { minute, world } from './world.ts';

/** Says how often the locks were asked for. */
class CountedLocks extends MemoryLocks {
	asked = 0;

	override exclusively<T>(key: string, act: () => Promise<T>): Promise<T> {
		this.asked++;
		return super.exclusively(key, act);
	}
}

it('R02: who waits to refresh while the connection is re-authenticated uses the new sign-in, and nobody hears of the old one', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	await w.close();
	const locks = new CountedLocks();
	w.open({ locks });
	const old = w.refreshTokenOf('acme');
	w.clock.at += 60 * minute;
	const gate = Promise.withResolvers<void>();
	w.http.intercept = (request, send) => (request.form?.grant_type === 'refresh_token' ? gate.promise.then(send) : null);
	const first = w.core.connections.refresh('acme');
	const reauth = w.reauth('acme');
	await expect.poll(() => locks.asked, { interval: 5 }).toBe(2);
	// They have seen the old sign-in, and their turn comes after the new one.
	const others = Array.from({ length: 5 }, () => w.core.connections.refresh('acme'));
	gate.resolve();
	await Promise.all([first, reauth, ...others]);
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'connected', problem: null });
	expect(w.refreshTokenOf('acme')).not.toBe(old);
	expect(await w.isAlive(w.refreshTokenOf('acme'))).toBe(true);
	expect(await w.isAlive(old)).toBe(false);
	expect(w.acts()).not.toContain('use failed');
	expect(w.orphans()).toEqual([]);
});
