import { EventEmitter } from 'node:events';
import type { Page } from 'playwright-core';
import { originOf, toApp, toChromium } from './addresses.ts';
import { browserContext } from './browser.ts';
import { makeCodec } from './codec.ts';
import { cancelable } from './events.ts';
import { ipcMain } from './ipc-main.ts';
import { imageOf, type NativeImage } from './native-image.ts';
import type { PageLink } from './page-link.ts';
import type { FromPage } from './page-worlds.ts';
import { debug } from './run.ts';
import { applyPermissions, defaultSession } from './session.ts';
import { strict, strictClass } from './strict.ts';

/** What `setWindowOpenHandler`'s handler is asked about. */
interface OpenDetails {
	url: string;
	frameName: string;
	features: string;
	disposition: 'new-window' | 'foreground-tab';
}

const { encode, decode } = makeCodec();
const LEVELS: Record<string, string> = { error: 'error', warning: 'warning', debug: 'debug' };
const ERROR_CODES: Record<string, number> = {
	ERR_FAILED: -2,
	ERR_ABORTED: -3,
	ERR_BLOCKED_BY_CLIENT: -20,
	ERR_INTERNET_DISCONNECTED: -106,
};

/** The window's part that its contents use. */
interface Owner {
	readonly link: Promise<PageLink>;
	isDestroyed(): boolean;
	destroy(): void;
	titleChanged(title: string): void;
}

/** `electron.WebContents` of a window. */
export class WebContents extends EventEmitter {
	readonly id: number;
	readonly session = defaultSession;
	readonly mainFrame: object;
	readonly #owner: () => Owner;
	readonly #preload: string | null;
	readonly #preferences: object;
	#link: PageLink | null = null;
	#url = '';
	#title = '';
	/** The address that the main process itself is loading; pages may not go there unasked. */
	#loading: { readonly url: string } | null = null;
	#openHandler: ((details: OpenDetails) => { action: string }) | null = null;

	constructor(id: number, owner: () => Owner, preload: string | null, preferences: object) {
		super();
		this.id = id;
		this.#owner = owner;
		this.#preload = preload;
		this.#preferences = { ...preferences };
		const url = (): string => this.#url;
		this.mainFrame = strict('webFrameMain', {
			get url() {
				return url();
			},
			get origin() {
				return originOf(url());
			},
			get top() {
				return this;
			},
			parent: null,
			processId: 1,
			routingId: id,
			isDestroyed: () => this.isDestroyed(),
		});
	}

	/** Called once the window's page is there. */
	attach(link: PageLink): void {
		this.#link = link;
		const { page } = link;
		page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
		page.on('framenavigated', (frame) => {
			if (frame === page.mainFrame()) this.#url = toApp(frame.url());
		});
		page.on('domcontentloaded', () => void this.#readTitle(page));
		page.on('load', () => {
			void this.#readTitle(page);
			this.emit('did-finish-load', {});
		});
		page.on('console', (message) => {
			const { url, lineNumber } = message.location();
			const level = LEVELS[message.type()] ?? 'info';
			const about = { message: message.text(), lineNumber, sourceId: toApp(url), frame: this.mainFrame };
			this.emit('console-message', { level, ...about });
		});
	}

	/** Whether this is the page of these contents. */
	shows(page: Page | null): boolean {
		return page !== null && this.#link?.page === page;
	}

	get targetId(): string | null {
		return this.#link?.targetId ?? null;
	}

	isDestroyed(): boolean {
		return this.#owner().isDestroyed();
	}

	getURL(): string {
		return this.#url;
	}

	getTitle(): string {
		return this.#title;
	}

	setWindowOpenHandler(handler: (details: OpenDetails) => { action: string }): void {
		this.#openHandler = handler;
	}

	openDevTools(): void {}

	/** What the window was made with, as given: the shell itself has one kind of page only. */
	getLastWebPreferences(): object {
		return { ...this.#preferences };
	}

	/** Electron, too, only logs what cannot be sent. */
	send(channel: string, ...values: unknown[]): void {
		if (this.isDestroyed()) throw new TypeError('Object has been destroyed');
		try {
			this.#link?.post({ type: 'event', channel, values: encode(values) });
		} catch (error) {
			console.error('Error sending from webFrameMain: ', error);
		}
	}

	async loadURL(url: string): Promise<void> {
		const { page } = await this.#owner().link;
		const address = new URL(toChromium(url)).href;
		await applyPermissions(browserContext(), this, address);
		const done = this.#begin(toApp(address));
		try {
			await page.goto(address, { timeout: 0 });
			this.#url = toApp(page.url());
		} catch (error) {
			if (this.isDestroyed()) return;
			const code = /net::(ERR_[A-Z_]+)/.exec(String(error))?.[1] ?? 'ERR_FAILED';
			const errno = ERROR_CODES[code] ?? -2;
			this.emit('did-fail-load', {}, errno, code, url, true);
			throw Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });
		} finally {
			done();
		}
	}

	/** Lets the page go to this address, until the returned function is called; a load that ended late leaves the next one alone. */
	#begin(url: string): () => void {
		const loading = { url };
		this.#loading = loading;
		return () => {
			if (this.#loading === loading) this.#loading = null;
		};
	}

	reload(): void {
		const page = this.#link?.page;
		if (!page) return;
		const done = this.#begin(toApp(page.url()));
		page.reload({ timeout: 0 }).then(done, done);
	}

	async executeJavaScript(code: string): Promise<unknown> {
		const { page } = await this.#owner().link;
		return page.evaluate(code);
	}

	async capturePage(): Promise<NativeImage> {
		const { page } = await this.#owner().link;
		return imageOf(await page.screenshot());
	}

	close(): void {
		this.#owner().destroy();
	}

	/** Asks the app whether a page may go to this address; what the main process loads itself is not asked about. */
	mayNavigate(url: string, isMainFrame: boolean): boolean {
		if (isMainFrame && url === this.#loading?.url) return true;
		const event = cancelable({ url, isMainFrame, isSameDocument: false, initiator: this.mainFrame });
		this.emit('will-frame-navigate', event);
		if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event, url);
		return !event.defaultPrevented;
	}

	/** Tells the app of a redirect. */
	refuseRedirect(url: string): void {
		const event = cancelable({ url, isMainFrame: true, isSameDocument: false, initiator: this.mainFrame });
		this.emit('will-redirect', event, url);
		if (!event.defaultPrevented) console.error(`a redirect to ${url} is not in the Chromium shell`);
	}

	/** Asks the app about a window that a page wants to open. */
	askToOpen(details: OpenDetails): void {
		const answer = this.#openHandler?.(details) ?? { action: 'allow' };
		if (answer.action !== 'deny') console.error('a window opened by a page is not in the Chromium shell');
	}

	/** A message from the preload's world. */
	async received(message: FromPage): Promise<void> {
		if (message.type === 'open') {
			const { frameName, features } = message;
			return this.askToOpen({ url: toApp(message.url), frameName, features, disposition: 'new-window' });
		}
		if (message.type === 'preload-error') {
			this.emit('preload-error', {}, this.#preload, new Error(message.message));
			return;
		}
		const event = strict(
			'ipcMain event',
			cancelable({
				sender: this,
				senderFrame: this.mainFrame,
				type: 'frame',
				processId: 1,
				frameId: this.id,
				ports: [],
			}),
		);
		const values = decode(message.values) as unknown[];
		if (message.type === 'send') {
			ipcMain.emit(message.channel, event, ...values);
			return;
		}
		const { id, channel } = message;
		const reply = this.#link?.replyTo();
		try {
			const value = encode(await ipcMain.answer(channel, event, values));
			reply?.({ type: 'reply', id, channel, ok: true, value });
		} catch (error) {
			console.error(`Error occurred in handler for '${channel}':`, error);
			reply?.({ type: 'reply', id, channel, ok: false, value: String(error) });
		}
	}

	async #readTitle(page: Page): Promise<void> {
		const title = await page.title().catch((error: unknown) => debug('title', error));
		if (!title || title === this.#title || this.isDestroyed()) return;
		this.#title = title;
		this.#owner().titleChanged(title);
	}
}

strictClass(WebContents);
