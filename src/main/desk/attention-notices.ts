import { Notification } from 'electron';
import { needsAttention } from '../../shared/needs-attention.ts';
import type { ConnectionView } from '../../shared/views.ts';
import type { MainWords } from '../languages/en.ts';
import type { MainWindow } from '../window/main-window.ts';

/** Between two notifications; what comes up meanwhile waits for the next one. */
const gapMs = 5 * 60_000;

/**
 * Tells the person once that connections newly need attention: never one notification per connection, none for what they have before them,
 * and no name, for a notification shows on a shared screen.
 */
export class AttentionNotices {
	readonly #window: MainWindow;
	readonly #wanted: () => boolean;
	readonly #words: () => Pick<MainWords, 'notification'>;
	#known: ReadonlySet<string> | null = null;
	readonly #untold = new Set<string>();
	#toldAt = Number.NEGATIVE_INFINITY;

	constructor(window: MainWindow, wanted: () => boolean, words: () => Pick<MainWords, 'notification'>) {
		this.#window = window;
		this.#wanted = wanted;
		this.#words = words;
	}

	/** What needs attention at the first look is not new. */
	look(connections: readonly ConnectionView[], now = Date.now()): void {
		const needing = new Set(connections.filter(needsAttention).map(({ id }) => id));
		for (const id of needing) if (this.#known && !this.#known.has(id)) this.#untold.add(id);
		for (const id of this.#untold) if (!needing.has(id)) this.#untold.delete(id);
		this.#known = needing;
		if (!this.#wanted() || this.#window.browserWindow?.isFocused()) this.#untold.clear();
		if (this.#untold.size === 0 || now < this.#toldAt + gapMs || !Notification.isSupported()) return;
		this.#toldAt = now;
		this.#tell(this.#untold.size);
		this.#untold.clear();
	}

	#tell(count: number): void {
		const { title, body } = this.#words().notification;
		const notification = new Notification({ title: title(count), body });
		notification.on('click', () => this.#window.show());
		notification.show();
	}
}
