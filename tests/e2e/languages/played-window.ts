import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { findChromium } from '../../../tools/chromium-shell/find-chromium.ts';
import { root } from '../support/root.ts';

const origin = 'http://window.test';
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** The smallest window, in CSS pixels. */
const smallest = { width: 1000, height: 700 };

/** The window on a main process that is played: it can be brought into every state at once (states.ts). */
export class PlayedWindow {
	readonly #folder: string;
	readonly #browser: Browser;

	private constructor(folder: string, browser: Browser) {
		this.#folder = folder;
		this.#browser = browser;
	}

	/** Builds it, and starts the browser. */
	static async start(): Promise<PlayedWindow> {
		const folder = mkdtempSync(join(tmpdir(), 'latchkey-window-'));
		await build({
			...{ root: join(root, 'tests/e2e/languages'), configFile: false, logLevel: 'warn', plugins: [react()] },
			build: { outDir: folder, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 2000 },
		});
		const executablePath = findChromium();
		const options = { ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] };
		return new PlayedWindow(folder, await chromium.launch(options));
	}

	/** A page without motion that has nothing to show yet. */
	async page(viewport = smallest): Promise<Page> {
		const page = await this.#browser.newPage({ viewport, reducedMotion: 'reduce' });
		await page.route(`${origin}/**`, (route) => {
			const { pathname } = new URL(route.request().url());
			const path = pathname === '/' ? '/index.html' : pathname;
			return route.fulfill({ body: readFileSync(join(this.#folder, path)), contentType: types[extname(path)] ?? '' });
		});
		return page;
	}

	/** Shows a state in a language, in a new page if none is given. */
	async open(language: string, state: string, page?: Page): Promise<Page> {
		const window = page ?? (await this.page());
		await window.goto(`${origin}/?language=${language}&state=${encodeURIComponent(state)}`);
		await window.locator('html[data-ready]').waitFor();
		return window;
	}

	/** The names of all states, from a page that shows one. */
	async statesOf(page: Page): Promise<readonly string[]> {
		return (await page.locator('html').getAttribute('data-ready'))?.split('\n') ?? [];
	}

	async close(): Promise<void> {
		await this.#browser.close();
		rmSync(this.#folder, { recursive: true, force: true });
	}
}
