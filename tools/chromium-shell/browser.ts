import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Browser, BrowserContext, LaunchOptions, Page } from 'playwright-core';
import { findChromium } from './find-chromium.ts';
import { debug, run } from './run.ts';

let browser: Browser | null = null;
let context: BrowserContext | null = null;

/** `app.commandLine.appendSwitch` before ready: `--name` or `--name=value`. */
export const chromiumSwitches: string[] = [];

const released = new Promise<void>((resolve) => {
	// Playwright calls this once it is attached, as it does in the loader that it gives to a real Electron.
	if (run.testAttached) Reflect.set(globalThis, '__playwright_run', resolve);
	else resolve();
});

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('no free port');
	return address.port;
}

/** Chromium's own sandbox needs what containers and tests often lack, so a person's window is the one that insists on it. */
async function launch(options: LaunchOptions): Promise<Browser> {
	// Loaded late: a second instance, which is to end at once, never needs it.
	const { chromium } = await import('playwright-core');
	const wantsSandbox = run.headed && !run.testAttached && process.getuid?.() !== 0;
	if (!wantsSandbox) return chromium.launch(options);
	try {
		return await chromium.launch({ ...options, chromiumSandbox: true });
	} catch (error) {
		debug('sandbox', error);
		console.error('Chromium does not start with its sandbox here; it is started without.');
		return chromium.launch(options);
	}
}

/**
 * Starts Chromium. The app drives it through a pipe, so it ends with this process however that ends. A test gets a second
 * client through a debugging port, which is open only when one asked for it.
 */
export async function startBrowser(whenGone: () => void): Promise<void> {
	const executablePath = findChromium();
	if (!executablePath) {
		throw new Error('the Chromium shell found no Chromium: install one or name it in SHELL_CHROMIUM');
	}
	const port = run.testAttached ? await freePort() : null;
	browser = await launch({
		executablePath,
		headless: !run.headed,
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
		args: [...(port === null ? [] : [`--remote-debugging-port=${port}`]), ...chromiumSwitches],
	});
	browser.on('disconnected', whenGone);
	context = await browser.newContext({ viewport: null });
	if (port !== null) {
		const version = await fetch(`http://127.0.0.1:${port}/json/version`);
		const { webSocketDebuggerUrl } = (await version.json()) as { webSocketDebuggerUrl: string };
		process.stderr.write(`\nDevTools listening on ${webSocketDebuggerUrl}\n`);
	}
	await released;
}

/** The context of all windows. Throws before the app is ready. */
export function browserContext(): BrowserContext {
	if (!context) throw new Error('Chromium is not started');
	return context;
}

/** Chromium's version, for `process.versions.chrome`. */
export function browserVersion(): string {
	return browser?.version() ?? '';
}

/** A page for a new window. */
export async function openPage(size: { width: number; height: number }): Promise<Page> {
	const owner = browserContext();
	if (!run.headed || run.testAttached) return owner.newPage();
	// A popup has no tab strip and takes the size asked for. Its opener is seen for a moment only.
	const opener = await owner.newPage();
	const popup = owner.waitForEvent('page');
	await opener.evaluate(({ width, height }) => {
		window.open('about:blank', '', `popup,noopener,width=${width},height=${height}`);
	}, size);
	const page = await popup;
	await opener.close();
	return page;
}

/** Ends Chromium; does not wait for long. */
export async function stopBrowser(): Promise<void> {
	if (!browser) return;
	const patience = new Promise((resolve) => setTimeout(resolve, 3000));
	await Promise.race([browser.close().catch(() => undefined), patience]);
}
