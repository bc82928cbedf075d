import type { Clipboard, ClipboardItem as Item } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Secret } from '../../../src/core/domain/secret.ts';
import { TokenClipboard } from '../../../src/main/token-clipboard.ts';

vi.mock('electron', async () => {
	const { ClipboardItem } = await import('../../../tools/chromium-shell/clipboard.ts');
	return { ClipboardItem };
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

const token = new Secret('1000.abc');

/** A system's clipboard; `refuses`: it takes plain text alone. */
function board(refuses = false) {
	let text = '';
	let types: string[] = [];
	const clipboard = {
		writeText: async (next: string) => {
			[text, types] = [next, ['text/plain']];
		},
		write: async ([item]: Item[]) => {
			if (refuses || !item) throw new Error('no such format');
			const blob = await item.getType('text/plain');
			[text, types] = ['text' in blob ? await blob.text() : '', item.types];
		},
		readText: async () => text,
		clear: () => {
			[text, types] = ['', []];
		},
	} as unknown as Clipboard;
	return { clipboard, text: () => text, types: () => types };
}

it.each([
	['linux', 'x-kde-passwordManagerHint'],
	['darwin', 'org.nspasteboard.ConcealedType'],
	['win32', 'ExcludeClipboardContentFromMonitorProcessing'],
])('tells the clipboard history of %s to leave it out, in the same write', async (platform, mark) => {
	vi.stubGlobal('process', { ...process, platform });
	const { clipboard, text, types } = board();
	expect(await new TokenClipboard(clipboard, () => 30).put(token)).toBe(30);
	expect(text()).toBe('1000.abc');
	expect(types()).toEqual(['text/plain', `electron application/osclipboard;format="${mark}"`]);
});

it('still copies where the system knows no such mark or refuses it', async () => {
	const refusing = board(true);
	await new TokenClipboard(refusing.clipboard, () => 30).put(token);
	expect(refusing.text()).toBe('1000.abc');
	vi.stubGlobal('process', { ...process, platform: 'freebsd' });
	const plain = board();
	await new TokenClipboard(plain.clipboard, () => 30).put(token);
	expect(plain.types()).toEqual(['text/plain']);
});

it('is cleared after its time or at once, and only while it still holds ours', async () => {
	const { clipboard, text } = board();
	const tokens = new TokenClipboard(clipboard, () => 10);
	await tokens.put(token);
	await vi.advanceTimersByTimeAsync(9_999);
	expect(text()).toBe('1000.abc');
	await vi.advanceTimersByTimeAsync(1);
	expect(text()).toBe('');

	await tokens.put(token);
	await clipboard.writeText('of another program');
	await tokens.clearNow();
	expect(text()).toBe('of another program');
	await tokens.put(token);
	await tokens.clearNow();
	expect(text()).toBe('');
});
