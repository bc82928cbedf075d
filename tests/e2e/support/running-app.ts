import { dirname, join } from 'node:path';
import { type ElectronApplication, expect, type Page } from '@playwright/test';
import type { LatchkeyApi } from '../../../src/shared/ipc/contract.ts';
import type { Method } from '../../../src/shared/ipc/methods.ts';
import type { Snapshot } from '../../../src/shared/views.ts';
import { launchApp } from '../../../tools/chromium-shell/launch.ts';
import { quickStart } from '../../support/quick-start.ts';

declare global {
	interface Window {
		readonly latchkey: LatchkeyApi;
	}
}

/** What the stubs in the main process note and answer. */
interface Desk {
	opened: string[];
	asked: { message: string; detail: string; buttons: string[] }[];
	/** The button that the next message boxes answer with. */
	response: number;
}

/** The app as a person has it before them; the browser and the message boxes are stubs. */
export class RunningApp {
	readonly app: ElectronApplication;
	readonly window: Page;
	/** Errors of the page and violations of its policy since the stubs are there. */
	readonly complaints: string[] = [];
	readonly process: ReturnType<ElectronApplication['process']>;
	#seen = 0;
	#closed = false;

	private constructor(app: ElectronApplication, window: Page) {
		this.app = app;
		this.window = window;
		// Taken now: it throws once the app is gone.
		this.process = app.process();
		window.on('console', (message) => {
			if (message.type() === 'error') this.complaints.push(message.text());
		});
		window.on('pageerror', (error) => this.complaints.push(String(error)));
	}

	static async start(home: string, env: Readonly<Record<string, string>>): Promise<RunningApp> {
		// The person's own folder, too: the app may put its command-line tool there.
		const own = { HOME: dirname(home), LATCHKEY_HOME: home };
		const app = (await launchApp({ env: { ...quickStart, ...own, ...env } })) as ElectronApplication;
		const running = new RunningApp(app, await app.firstWindow());
		await app.evaluate(({ dialog, shell }) => {
			const desk: Desk = { opened: [], asked: [], response: 0 };
			Reflect.set(globalThis, 'desk', desk);
			shell.openExternal = async (url) => void desk.opened.push(url);
			Reflect.set(dialog, 'showMessageBox', async (...given: unknown[]) => {
				desk.asked.push(given.at(-1) as Desk['asked'][number]);
				return { response: desk.response, checkboxChecked: false };
			});
		});
		await running.window.getByRole('heading', { level: 1, name: 'Latchkey' }).waitFor();
		return running;
	}

	#desk(): Promise<Desk> {
		return this.app.evaluate(() => Reflect.get(globalThis, 'desk') as Desk);
	}

	/** Every address that was opened in the browser so far. */
	async opened(): Promise<readonly string[]> {
		return (await this.#desk()).opened;
	}

	/** The next address that the browser is asked to open. */
	async nextOpened(): Promise<string> {
		const place = this.#seen++;
		await expect.poll(async () => (await this.opened()).length, 'the browser is opened').toBeGreaterThan(place);
		return (await this.opened())[place] ?? '';
	}

	/** The message boxes that were shown so far. */
	async asked(): Promise<Desk['asked']> {
		return (await this.#desk()).asked;
	}

	/** From now on message boxes are answered with this button. */
	async answerWith(button: 'cancel' | 'confirm'): Promise<void> {
		await this.app.evaluate(
			(_, response) => {
				(Reflect.get(globalThis, 'desk') as Desk).response = response;
			},
			button === 'confirm' ? 1 : 0,
		);
	}

	/** What the system's clipboard holds. */
	clipboard(): Promise<string> {
		return this.app.evaluate(async ({ clipboard }) => clipboard.readText());
	}

	/** Calls a method as the page can; gives its whole answer. */
	call(method: Method, input: unknown = {}): Promise<{ ok: boolean; data?: unknown; error?: { code: string } }> {
		return this.window.evaluate(
			([name, payload]) => (self.latchkey[name] as (input: unknown) => Promise<never>)(payload),
			[method, input] as const,
		);
	}

	async snapshot(): Promise<Snapshot> {
		return (await this.call('snapshot')).data as Snapshot;
	}

	/** Loads the page again, so that what it does from its first moment on is seen. */
	async reload(): Promise<void> {
		const loaded = this.window.waitForEvent('load');
		await this.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
		await loaded;
		await this.window.getByRole('heading', { level: 1, name: 'Latchkey' }).waitFor();
	}

	async theme(source: 'light' | 'dark'): Promise<void> {
		await this.app.evaluate(({ nativeTheme }, wanted) => {
			nativeTheme.themeSource = wanted;
		}, source);
		await this.window.waitForFunction((wanted) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches, source);
		// Buttons fade from one colour to the next.
		await this.window.waitForTimeout(200);
	}

	/** Saves a picture where SCREENSHOTS names a folder: to look at, never to compare. */
	async picture(name: string): Promise<void> {
		const { SCREENSHOTS: folder } = process.env;
		if (folder) await this.window.screenshot({ path: join(folder, `${name}.png`) });
	}

	row(alias: string) {
		return this.window.getByRole('row').filter({ hasText: alias });
	}

	/** Quits as a person does. */
	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		await this.app.close();
	}

	/** Ends the process without a chance to tidy up. */
	async kill(): Promise<void> {
		this.#closed = true;
		const gone = new Promise((resolve) => this.process.once('exit', resolve));
		this.process.kill('SIGKILL');
		await gone;
	}
}
