import { describe, expect, it } from 'vitest';
import { ListFeed } from '../../../src/main/requests/list-feed.ts';
import { KnownList } from '../../../src/renderer/stores/known-list.ts';
import { unpackTally } from '../../../src/shared/tally.ts';
import type { ConnectionView } from '../../../src/shared/views.ts';
import fc from '../../support/fast-check.ts';
import { connection, dataCenter, snapshot } from '../renderer/fixtures.ts';

const dataCenters = [dataCenter('eu', 'Europe'), dataCenter('us', 'United States')];
const order = { groupBy: 'data center', sortBy: 'alias' } as const;

const many = (count: number, from = 0): readonly ConnectionView[] =>
	Array.from({ length: count }, (_, place) =>
		connection({
			id: `c${from + place}`,
			alias: `org-${from + place}`,
			dataCenter: place % 2 === 0 ? 'us' : 'eu',
			customer: place % 3 === 0 ? null : `Customer ${place % 100}`,
			pinned: place === 7,
			status: place % 10 === 0 ? 'needs_reauth' : 'connected',
		}),
	);

/** A window beside the main process: what it knows after it asked until there was no more. */
function beside(feed: ListFeed) {
	const known = new KnownList();
	let asked = 0;
	const ask = (list: readonly ConnectionView[]) => {
		for (;;) {
			asked += 1;
			const { since } = known.question;
			const piece = since === undefined ? feed.begin(list, dataCenters, order) : feed.after(since, list);
			const shown = known.take(snapshot(structuredClone(piece)));
			if (!piece.part?.more) return shown;
		}
	};
	return { ask, asked: () => asked, known };
}

const byId = (list: readonly ConnectionView[]) => list.toSorted((a, b) => a.id.localeCompare(b.id));

describe('ListFeed', () => {
	it('gives a short list whole', () => {
		const list = many(20);
		expect(new ListFeed().begin(list, dataCenters, order)).toEqual({ connections: list, part: null });
	});

	it('begins a long list with what is shown first, and with the counts of all of it', () => {
		const list = many(1000);
		const { connections, part } = new ListFeed().begin(list, dataCenters, order);
		expect(connections.length).toBeLessThan(100);
		expect(connections.slice(0, 3).map(({ alias }) => alias)).toEqual(['org-1', 'org-3', 'org-5']);
		expect(part).toMatchObject({ more: true, gone: [] });
		const counts = part?.tally && unpackTally(part.tally);
		expect(counts).toMatchObject({ count: 1000, attention: 100, pinned: 1, customerCount: 100 });
		expect(counts?.dataCenters.get('us')).toEqual({ count: 500, attention: 100 });
		expect(counts?.withoutCustomer).toEqual({ count: 334, attention: 34 });
	});

	it('then gives only what changed', () => {
		const feed = new ListFeed();
		const window = beside(feed);
		const list = many(1000);
		expect(byId(window.ask(list).connections)).toEqual(byId(list));
		const before = window.asked();
		const changed = list.with(500, connection({ id: 'c500', alias: 'renamed' })).slice(1);
		const { since } = window.known.question;
		expect(feed.after(since ?? 0, changed)).toMatchObject({
			connections: [{ id: 'c500', alias: 'renamed' }],
			part: { gone: ['c0'], more: false },
		});
		expect(byId(window.ask(changed).connections)).toEqual(byId(changed));
		expect(window.asked()).toBe(before + 1);
	});

	it('leaves a window with what the main process has, whatever happens to the list, and whoever else begins anew', () => {
		const acts = fc.oneof(
			fc.record({ kind: fc.constant('change'), at: fc.nat(999), to: fc.string() }),
			fc.record({ kind: fc.constant('drop'), at: fc.nat(999), to: fc.string() }),
			fc.record({ kind: fc.constant('add'), at: fc.nat(9), to: fc.string() }),
			fc.record({ kind: fc.constant('begin'), at: fc.nat(1), to: fc.string() }),
		);
		let made = 0;
		fc.assert(
			fc.property(fc.array(fc.array(acts, { maxLength: 4 }), { maxLength: 6 }), (rounds) => {
				const feed = new ListFeed();
				const window = beside(feed);
				let list = many(150);
				window.ask(list);
				for (const round of rounds) {
					for (const { kind, at, to } of round) {
						const place = at % Math.max(1, list.length);
						const here = list[place];
						if (kind === 'change' && here) list = list.with(place, { ...here, notes: to });
						if (kind === 'drop') list = list.toSpliced(place, 60);
						made += 100;
						if (kind === 'add') list = [...list, ...many(at * 10, 1000 + made)];
						if (kind === 'begin') beside(feed).ask(list);
					}
					const shown = window.ask(list);
					expect(byId(shown.connections)).toEqual(byId(list));
					expect(shown.part).toBeNull();
				}
			}),
			{ numRuns: 60 },
		);
	});
});

describe('KnownList', () => {
	it('shows the first part at once and the rest together, and keeps the objects that it knows', () => {
		const feed = new ListFeed();
		const list = many(1000);
		const known = new KnownList();
		const first = known.take(snapshot(feed.begin(list, dataCenters, order)));
		expect(first.part?.tally?.count).toBe(1000);
		const second = known.take(snapshot(feed.after(known.question.since ?? 0, list)));
		expect(second.connections).toBe(first.connections);
		expect(second.part).toBe(first.part);
		let last = second;
		while (last.part) last = known.take(snapshot(structuredClone(feed.after(known.question.since ?? 0, list))));
		expect(last.connections).toHaveLength(1000);
		expect(last.connections.slice(0, first.connections.length)).toEqual(first.connections);
		const again = known.take(snapshot(feed.after(known.question.since ?? 0, list)));
		expect(again.connections).toBe(last.connections);
	});

	it('forgets all of it when the main process hides the list', () => {
		const feed = new ListFeed();
		const known = new KnownList();
		known.take(snapshot(feed.begin(many(1000), dataCenters, order)));
		const hidden = known.take(snapshot({ connections: [], part: null }));
		expect(hidden.connections).toEqual([]);
		expect(known.question).toEqual({});
	});
});
