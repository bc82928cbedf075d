import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, vi } from 'vitest';
import { launchApp } from '../../../tools/chromium-shell/launch.ts';

interface Api {
	invoke(channel: string, ...values: unknown[]): Promise<unknown>;
	ping(value: unknown): void;
	onPong(listener: (value: unknown) => void): () => void;
	sandbox: Record<string, unknown>;
}
interface Seen {
	second: { last: string; data: unknown }[];
	denied: string[];
	events: string[];
	requests: string[];
}
declare global {
	/** In the page: what the preload exposes. */
	var api: Api;
	/** In the main process: what happened to the fixture app. */
	var seen: Seen;
	/** In the main process: the shell's notes. */
	var chromiumShell: { opened: string[] };
}

/** The folder of the fixture app. */
export const FIXTURE: string = fileURLToPath(new URL('./fixture-app', import.meta.url));
/** A launch takes about a second; a busy machine gets more. */
const LAUNCH_MS = 20_000;

/** The fixture app, running headless. */
interface RunningFixture {
	app: ElectronApplication;
	page: Page;
	profile: string;
	seen(): Promise<Seen>;
	close(): Promise<void>;
}

/** Launches the fixture app with a profile of its own. */
async function launchFixture(): Promise<RunningFixture> {
	const profile = mkdtempSync(join(tmpdir(), 'chromium-shell-profile-'));
	const env = { FIXTURE_TRACE: '1', SHELL_HEADED: '0' };
	const app = await launchApp({ app: FIXTURE, args: [`--user-data-dir=${profile}`], env });
	const page = await app.firstWindow();
	await page.waitForSelector('[data-ran=yes]');
	return {
		app,
		page,
		profile,
		seen: () => app.evaluate(() => globalThis.seen),
		async close() {
			await app.close();
			rmSync(profile, { recursive: true, force: true });
		},
	};
}

/** One fixture app for all tests of a file, whatever host is asked for; it is there once a test runs. */
export function sharedFixture(): Omit<RunningFixture, 'close'> {
	let running: RunningFixture;
	beforeAll(async () => {
		vi.stubEnv('APP_HOST', 'shell');
		running = await launchFixture();
	}, LAUNCH_MS);
	afterAll(async () => {
		await running?.close();
		vi.unstubAllEnvs();
	});
	return {
		get app() {
			return running.app;
		},
		get page() {
			return running.page;
		},
		get profile() {
			return running.profile;
		},
		seen: () => running.seen(),
	};
}
