import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/cli/nearest.ts';

const known = ['list', 'show', 'connect', 'revoke', 'data-center', 'edit'];

describe('the known word nearest to a typed one', () => {
	it.each([
		['lst', 'list'],
		['lits', 'list'],
		['conect', 'connect'],
		['datacenter', 'data-center'],
		['rveoke', 'revoke'],
		['exit', 'edit'],
		['list', 'list'],
	])('of %s is %s', (typed, word) => {
		expect(nearest(typed, known)).toBe(word);
	});

	it.each(['', 'x', 'li', 'frobnicate', 'shwo me', 'hunter2'])('of %j is none', (typed) => {
		expect(nearest(typed, known)).toBeNull();
	});

	it('is the one with the fewest changes', () => {
		expect(nearest('offboarg', ['offboards', 'offboard'])).toBe('offboard');
	});
});
