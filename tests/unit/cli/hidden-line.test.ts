import { describe, expect, it } from 'vitest';
import { hiddenLine } from '../../../src/cli/hidden-line.ts';

describe('a line that is typed unseen', () => {
	it.each(['\r', '\n', '\x04'])('ends with %j', (end) => {
		const line = hiddenLine(100);
		expect(line.take('se')).toBeNull();
		expect(line.take(`cret${end}rest`)).toBe('done');
		expect(line.text()).toBe('secret');
	});

	it('is cancelled by Ctrl-C', () => {
		expect(hiddenLine(100).take('secret\x03')).toBe('cancelled');
	});

	it('takes keys back', () => {
		const line = hiddenLine(100);
		line.take('wrong\x15\x7fsecxy\x7f\bret\r');
		expect(line.text()).toBe('secret');
	});

	it('has a longest length', () => {
		expect(hiddenLine(3).take('abcd')).toBe('too long');
	});
});
