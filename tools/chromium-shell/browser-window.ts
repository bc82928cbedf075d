import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { app } from './app.ts';
import { openPage } from './browser.ts';
import { cancelable } from './events.ts';
import { linkPage, type PageLink } from './page-link.ts';
import { focusedWindow, windows } from './registry.ts';
import { debug, run } from './run.ts';
import { retire, strictClass } from './strict.ts';
import { colorScheme } from './theme.ts';
import { WebContents } from './web-contents.ts';

interface Bounds {
	x: number;
	y: number;
	width: number;
	height: number;
}

interface WindowOptions extends Partial<Bounds> {
	show?: boolean;
	title?: string;
	webPreferences?: { preload?: string; sandbox?: boolean; contextIsolation?: boolean; nodeIntegration?: boolean };
}

/** The shell runs sandboxed, isolated preloads only: an app that asks for less protection must not seem to work. */
function checkPreferences({ sandbox = true, contextIsolation = true, nodeIntegration = false }): void {
	if (!sandbox) throw new Error('electron webPreferences.sandbox: false is not in the Chromium shell');
	if (!contextIsolation)
		throw new Error('electron webPreferences.contextIsolation: false is not in the Chromium shell');
	if (nodeIntegration) throw new Error('electron webPreferences.nodeIntegration: true is not in the Chromium shell');
}

let lastId = 0;

/** `electron.BrowserWindow`: a Chromium page. Bounds, visibility and focus are kept here; headless Chromium has none. */
export class BrowserWindow extends EventEmitter {
	readonly id: number = ++lastId;
	readonly webContents: WebContents;
	/** The page, once it is there and the preload waits in it. */
	readonly link: Promise<PageLink>;
	#bounds: Bounds;
	#title: string;
	#visible: boolean;
	#focused = false;
	#minimized = false;
	#maximized = false;
	#closing = false;
	#destroyed = false;

	static getAllWindows(): BrowserWindow[] {
		return [...windows.values()];
	}

	static fromId(id: number): BrowserWindow | null {
		return windows.get(id) ?? null;
	}

	static fromWebContents(contents: WebContents | undefined): BrowserWindow | null {
		return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
	}

	static getFocusedWindow(): BrowserWindow | null {
		return focusedWindow();
	}

	constructor(options: WindowOptions = {}) {
		super();
		if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
		checkPreferences(options.webPreferences ?? {});
		const { x = 0, y = 0, width = 800, height = 600, show = true } = options;
		this.#bounds = { x, y, width, height };
		this.#title = options.title ?? app.name;
		this.#visible = show;
		const preload = options.webPreferences?.preload ?? null;
		this.webContents = new WebContents(this.id, () => this, preload, options.webPreferences ?? {});
		this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
		windows.set(this.id, this);
		this.link = this.#open(preload);
		this.link.catch((error: unknown) => {
			if (!this.#destroyed) console.error(error);
		});
		if (show) queueMicrotask(() => this.#destroyed || this.focus());
		app.emit('web-contents-created', {}, this.webContents);
		app.emit('browser-window-created', {}, this);
	}

	async #open(preload: string | null): Promise<PageLink> {
		const page = await openPage(this.#bounds);
		const link = await linkPage(page, preload, (message) => {
			if (!this.#destroyed) void this.webContents.received(message);
		});
		page.on('close', () => this.#closedByPerson());
		// Playwright answers dialogs that nobody listens to; a person's are theirs to answer.
		if (run.headed) page.on('dialog', () => undefined);
		await page.emulateMedia({ colorScheme: colorScheme() });
		this.webContents.attach(link);
		await this.#applySize(link);
		return link;
	}

	async #applySize({ page, cdp }: PageLink): Promise<void> {
		const { width, height } = this.#bounds;
		if (!run.headed) return page.setViewportSize({ width, height });
		const { windowId } = await cdp.send('Browser.getWindowForTarget');
		await cdp.send('Browser.setWindowBounds', { windowId, bounds: { width, height } });
	}

	/** Chromium may lose a size that comes while it still draws with the one before: then it is told again. */
	async #resize(link: PageLink): Promise<void> {
		const { width } = this.#bounds;
		const isTaken = async () =>
			run.headed || this.#bounds.width !== width || (await link.page.evaluate(() => innerWidth)) === width;
		for (let attempt = 0; attempt < 5; attempt++) {
			await this.#applySize(link);
			for (let look = 0; look < 10; look++) {
				if (await isTaken()) return;
				await sleep(100);
			}
			debug('size lost', width, attempt);
		}
	}

	#setNativeState(windowState: 'normal' | 'minimized' | 'maximized'): void {
		if (!run.headed) return;
		const apply = async ({ page, cdp }: PageLink): Promise<void> => {
			const { windowId } = await cdp.send('Browser.getWindowForTarget');
			await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
			if (windowState === 'normal') await page.bringToFront();
		};
		this.link.then(apply).catch((error: unknown) => debug('window state', error));
	}

	loadURL(url: string): Promise<void> {
		return this.webContents.loadURL(url);
	}

	close(): void {
		this.tryClose();
	}

	/** @returns whether the window closes; the app's `close` listeners may keep it */
	tryClose(): boolean {
		if (this.#closing) return true;
		const event = cancelable();
		this.emit('close', event);
		if (event.defaultPrevented) return false;
		this.destroy();
		return true;
	}

	destroy(): void {
		if (this.#closing) return;
		this.#closing = true;
		const gone = (): void => this.#gone();
		this.link.then(({ page }) => page.close()).then(gone, gone);
	}

	/** A window that a person closed is gone, so a `close` listener cannot keep it as it could on Electron. */
	#closedByPerson(): void {
		if (!this.#closing) {
			this.#closing = true;
			this.emit('close', cancelable());
		}
		this.#gone();
	}

	#gone(): void {
		if (this.#destroyed) return;
		this.#blur();
		this.#destroyed = true;
		windows.delete(this.id);
		retire(this.webContents);
		retire(this);
		this.webContents.emit('destroyed');
		this.emit('closed');
		setImmediate(() => app.windowGone());
	}

	isDestroyed(): boolean {
		return this.#destroyed;
	}

	show(): void {
		this.#visible = true;
		this.#setNativeState('normal');
		this.emit('show');
		this.focus();
	}

	hide(): void {
		this.#visible = false;
		this.#setNativeState('minimized');
		this.#blur();
		this.emit('hide');
	}

	isVisible(): boolean {
		return this.#visible && !this.#minimized;
	}

	focus(): void {
		if (this.#focused) return;
		for (const window of windows.values()) window.#blur();
		this.#focused = true;
		this.emit('focus');
	}

	#blur(): void {
		if (!this.#focused) return;
		this.#focused = false;
		this.emit('blur');
	}

	isFocused(): boolean {
		return this.#focused;
	}

	minimize(): void {
		this.#minimized = true;
		this.#setNativeState('minimized');
		this.#blur();
		this.emit('minimize');
	}

	restore(): void {
		this.#minimized = false;
		this.#setNativeState('normal');
		this.emit('restore');
	}

	isMinimized(): boolean {
		return this.#minimized;
	}

	maximize(): void {
		this.#maximized = true;
		this.#setNativeState('maximized');
		this.emit('maximize');
	}

	isMaximized(): boolean {
		return this.#maximized;
	}

	setTitle(title: string): void {
		this.#title = title;
	}

	getTitle(): string {
		return this.#title;
	}

	/** The page's title becomes the window's, unless the app prevents it. */
	titleChanged(title: string): void {
		const event = cancelable();
		this.emit('page-title-updated', event, title, true);
		if (!event.defaultPrevented) this.#title = title;
	}

	getBounds(): Bounds {
		return { ...this.#bounds };
	}

	setBounds(bounds: Partial<Bounds>): void {
		this.#bounds = { ...this.#bounds, ...bounds };
		this.link.then((link) => this.#resize(link)).catch((error: unknown) => debug('size', error));
		this.emit('resize');
	}

	getSize(): [width: number, height: number] {
		return [this.#bounds.width, this.#bounds.height];
	}

	setSize(width: number, height: number): void {
		this.setBounds({ width, height });
	}

	setMenuBarVisibility(_visible: boolean): void {}

	setBackgroundColor(_color: string): void {}
}

strictClass(BrowserWindow);
