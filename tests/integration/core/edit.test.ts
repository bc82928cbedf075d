import { expect, it } from 'vitest';
import { codeOf, world } from './world.ts';

it('a connection is renamed, filed and labelled in place, and what is not named stays', async () => {
	const w = await world();
	const { connection } = await w.connect({ alias: 'acme', customer: 'Acme' });
	w.core.connections.edit('acme', {
		tags: ['VIP', ' vip ', 'q4'],
		colour: 'teal',
		notes: 'Ask Pat first.\r\nThen go.',
	});
	w.core.connections.edit('acme', { alias: 'Acme', pinned: true });
	expect(w.core.connections.get('acme')).toMatchObject({ id: connection.id, alias: 'Acme', customer: 'Acme' });
	expect(w.store.labels.of(connection.id)).toEqual({
		tags: ['vip', 'q4'],
		colour: 'teal',
		notes: 'Ask Pat first.\nThen go.',
		pinned: true,
	});
	w.core.connections.edit(connection.id, { customer: null, tags: [] });
	expect(w.store.labels.of(connection.id)).toMatchObject({ tags: [], colour: 'teal', pinned: true });
	expect(w.core.connections.get('acme').customer).toBeNull();
	expect(w.acts().filter((act) => act === 'edited')).toHaveLength(3);
	await w.reauth('acme');
	expect(w.store.labels.of(connection.id)).toMatchObject({ colour: 'teal' });
	await w.core.connections.forget('acme', true);
	expect(w.store.labels.all().size).toBe(0);
});

it('an edit that cannot be is refused whole', async () => {
	const w = await world();
	const { connection } = await w.connect({ alias: 'acme' });
	await w.connect({ alias: 'globex', org: 'globex' });
	for (const [code, change] of [
		['ALIAS_TAKEN', { alias: 'GLOBEX', notes: 'x' }],
		['ALIAS_REFUSED', { alias: 'two words', notes: 'x' }],
		['LABEL_REFUSED', { tags: ['a b'], notes: 'x' }],
		['LABEL_REFUSED', { tags: Array.from({ length: 21 }, (_, n) => `t${n}`), notes: 'x' }],
		['LABEL_REFUSED', { notes: 'x'.repeat(4001), pinned: true }],
		['LABEL_REFUSED', { customer: 'two\nlines', notes: 'x' }],
	] as const)
		expect(await codeOf(() => w.core.connections.edit('acme', change))).toBe(code);
	expect(await codeOf(() => w.core.connections.edit('nobody', {}))).toBe('CONNECTION_UNKNOWN');
	expect(w.store.labels.of(connection.id)).toEqual({ tags: [], colour: null, notes: '', pinned: false });
	expect(w.core.connections.get('acme').alias).toBe('acme');
});
