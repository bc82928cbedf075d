import { createHash } from 'node:crypto';
import type { Clipboard } from 'electron';
import type { Secret } from '../core/domain/secret.ts';

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
		await this.#clipboard.writeText(token.reveal());
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

	async #clear(ours: string): Promise<void> {
		if (fingerprint(await this.#clipboard.readText()) === ours) this.#clipboard.clear();
	}
}

/** Not the token itself: it would stay in memory as long as the timer. */
function fingerprint(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
