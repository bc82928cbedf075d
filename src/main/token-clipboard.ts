import { createHash } from 'node:crypto';
import { type Clipboard, ClipboardItem } from 'electron';
import type { Secret } from '../core/domain/secret.ts';

/** The mark by which each system's clipboard managers leave something out of their history; the last one has to say "secret". */
const concealed: Partial<Record<NodeJS.Platform, readonly [format: string, value: string]>> = {
	win32: ['ExcludeClipboardContentFromMonitorProcessing', '1'],
	darwin: ['org.nspasteboard.ConcealedType', '1'],
	linux: ['x-kde-passwordManagerHint', 'secret'],
};

/** Puts tokens on the clipboard, and takes them off again after a while: only if the clipboard still holds ours. */
export class TokenClipboard {
	readonly #clipboard: Clipboard;
	readonly #clearsInSeconds: () => number;
	#timer: NodeJS.Timeout | null = null;
	#ours: string | null = null;
	#clearing: Promise<void> = Promise.resolve();

	constructor(clipboard: Clipboard, clearsInSeconds: () => number) {
		this.#clipboard = clipboard;
		this.#clearsInSeconds = clearsInSeconds;
	}

	/** Resolves to the seconds until it is cleared. */
	async put(token: Secret): Promise<number> {
		await this.#write(token.reveal());
		this.#ours = fingerprint(token.reveal());
		if (this.#timer) clearTimeout(this.#timer);
		const seconds = this.#clearsInSeconds();
		this.#timer = setTimeout(() => void this.clearNow(), seconds * 1000);
		return seconds;
	}

	/** Clears it if it is still ours; resolves when that is done, whoever asked first. */
	clearNow(): Promise<void> {
		const ours = this.#ours;
		this.#ours = null;
		if (ours !== null) this.#clearing = this.#clear(ours);
		return this.#clearing;
	}

	/** A system that refuses the mark still gets the text: the person asked for it, and it is cleared all the same. */
	async #write(text: string): Promise<void> {
		const [format, value] = concealed[process.platform] ?? [];
		if (format === undefined || value === undefined) return this.#clipboard.writeText(text);
		const raw = `electron application/osclipboard;format="${format}"`;
		try {
			await this.#clipboard.write([new ClipboardItem({ 'text/plain': text, [raw]: value })]);
		} catch {
			await this.#clipboard.writeText(text);
		}
	}

	async #clear(ours: string): Promise<void> {
		if (fingerprint(await this.#clipboard.readText()) === ours) this.#clipboard.clear();
	}
}

/** Not the token itself: it would stay in memory as long as the timer. */
function fingerprint(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
