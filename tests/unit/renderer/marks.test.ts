import { describe, expect, it } from 'vitest';
import { createViewStore } from '../../../src/renderer/stores/view-store.ts';

const order = ['a', 'b', 'c', 'd'];

describe('marks', () => {
	it('toggle one by one, and a range begins where the last one was pointed at', () => {
		const view = createViewStore();
		const marked = () => [...view.getState().marked].sort();
		view.getState().toggleMark('b');
		view.getState().toggleMark('d');
		expect(marked()).toEqual(['b', 'd']);
		view.getState().toggleMark('d');
		expect(marked()).toEqual(['b']);
		view.getState().select('c');
		expect(marked()).toEqual([]);
		view.getState().markTo('a', order);
		expect(marked()).toEqual(['a', 'b', 'c']);
		view.getState().markTo('d', order);
		expect(marked()).toEqual(['c', 'd']);
	});

	it('a range without a beginning, or from one that is out of sight, is the one', () => {
		const view = createViewStore();
		view.getState().markTo('c', order);
		expect([...view.getState().marked]).toEqual(['c']);
		view.getState().toggleMark('gone');
		view.getState().markTo('b', order);
		expect([...view.getState().marked]).toEqual(['b']);
	});

	it('stay while the person searches or filters, and end with another place', () => {
		const view = createViewStore();
		view.getState().mark(['a', 'b']);
		view.getState().search('x');
		view.getState().filter({ tags: ['vip'] });
		expect(view.getState().marked.size).toBe(2);
		view.getState().show({ kind: 'pinned' });
		expect(view.getState().marked.size).toBe(0);
	});
});

it('a place of the sidebar shows all that it counts', () => {
	const view = createViewStore();
	view.getState().search('x');
	view.getState().filter({ customer: 'Acme' });
	view.getState().show({ kind: 'all' });
	expect(view.getState()).toMatchObject({ query: '', filters: { customer: null }, savedName: null });
});
