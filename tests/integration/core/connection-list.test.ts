import { expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { minute, world } from './world.ts';

async function two() {
	const w = await world();
	await w.connect({ alias: 'acme' });
	await w.connect({ alias: 'globex', org: 'globex' });
	return w;
}
const aliases = ({ core }: Awaited<ReturnType<typeof two>>) => core.connections.list().map(({ alias }) => alias);

it('an unchanged list is the same list; a change makes one connection anew, whoever made it', async () => {
	const w = await two();
	const first = w.core.connections.list();
	expect(w.core.connections.list()).toBe(first);

	w.core.connections.edit('acme', { tags: ['vip'] });
	const second = w.core.connections.list();
	expect(second[0]).toMatchObject({ alias: 'acme', tags: ['vip'] });
	expect(second[1]).toBe(first[1]);

	const other = openSqliteStore(w.paths.database);
	const globex = other.connections.byAlias('globex');
	if (globex) other.connections.put({ ...globex, customer: 'Globex' });
	other.close();
	const third = w.core.connections.list();
	expect(third[0]).toBe(second[0]);
	expect(third[1]).toMatchObject({ alias: 'globex', customer: 'Globex' });
});

it('what is renamed, new or gone is in its place', async () => {
	const w = await two();
	expect(aliases(w)).toEqual(['acme', 'globex']);
	w.core.connections.edit('acme', { alias: 'zeta' });
	expect(aliases(w)).toEqual(['globex', 'zeta']);
	await w.connect({ alias: 'initech', org: 'initech' });
	expect(aliases(w)).toEqual(['globex', 'initech', 'zeta']);
	await w.core.connections.forget('globex', true);
	expect(aliases(w)).toEqual(['initech', 'zeta']);
	for (const connection of w.core.connections.list()) expect(w.core.connections.get(connection.id)).toEqual(connection);
});

it('time alone changes a status: a pause that is over, a sign-in that nobody ended', async () => {
	const w = await two();
	const acme = w.store.connections.byAlias('acme');
	if (acme) w.store.connections.put({ ...acme, status: 'waiting', waitingUntil: w.clock.at + 5 * minute });
	const status = () => w.core.connections.list()[0]?.status;
	expect(status()).toBe('waiting');
	w.clock.at += 5 * minute;
	expect(status()).toBe('unverified');

	await w.core.signIns.reauth('acme');
	expect(status()).toBe('pending');
	w.clock.at += 5 * minute;
	expect(status()).toBe('unverified');
	w.clock.at -= 5 * minute;
	expect(status()).toBe('pending');
});

it('the name of an API client is the one that it has now', async () => {
	const w = await two();
	expect(w.core.connections.list()[0]?.apiClient).toBe('Practice');
	const client = w.store.apiClients.byName('Practice');
	if (client) w.store.apiClients.put({ ...client, name: 'Renamed' });
	expect(w.core.connections.list().map(({ apiClient }) => apiClient)).toEqual(['Renamed', 'Renamed']);
	expect(w.core.connections.get('acme').apiClient).toBe('Renamed');
});
