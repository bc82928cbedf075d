// `npm run screenshots`: the pictures under docs/screenshots, made from the real window; so they stay true.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { launchApp } from '../tools/chromium-shell/launch.ts';
import { demoVault } from './demo-keychain.ts';
import { type DemoWorld, demoWorld } from './demo-world.ts';
import { smallPng } from './small-png.ts';

/** Saves pictures of the window's main states; resolves to the files' names. Needs Electron's runtime or a Chromium. */
export async function takeScreenshots(folder: string): Promise<readonly string[]> {
	mkdirSync(folder, { recursive: true });
	return [...(await pictureEmpty(folder)), ...(await pictureFilled(folder))];
}

async function pictureEmpty(folder: string): Promise<readonly string[]> {
	const home = mkdtempSync(join(tmpdir(), 'latchkey-pictures-'));
	try {
		return await inWindow(home, async (page, app) => {
			await page.getByRole('button', { name: 'Connect an org' }).first().waitFor();
			return inBothThemes(page, app, folder, 'empty');
		});
	} finally {
		rmSync(home, { recursive: true, force: true });
	}
}

async function pictureFilled(folder: string): Promise<readonly string[]> {
	const world = await demoWorld(await demoVault());
	try {
		await fill(world);
		return await inWindow(world.home, async (page, app) => {
			await page.getByText('initech').first().waitFor();
			const files = [...(await inBothThemes(page, app, folder, 'list'))];
			for (const [name, show] of Object.entries(screens)) {
				await show(page);
				files.push(...(await inBothThemes(page, app, folder, name)));
				await leave(page);
			}
			return files;
		});
	} finally {
		await world.end();
	}
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();

/** Each brings the window from its list to a screen of its own. */
const screens: Readonly<Record<string, (page: Page) => Promise<void>>> = {
	'needs-reauth': (page) => page.getByText('globex', { exact: true }).first().click(),
	details: (page) => page.getByText('acme', { exact: true }).first().click(),
	marked: async (page) => {
		await page.locator('[data-row-id]').first().focus();
		await page.keyboard.press('Control+a');
	},
	plan: async (page) => {
		await page.locator('[data-row-id]').first().focus();
		await page.keyboard.press('Control+a');
		await button(page, 'Revoke…').click();
		await page.getByText('production org').first().waitFor();
	},
	connect: (page) => button(page, 'Connect').click(),
	export: async (page) => {
		await page.getByText('acme', { exact: true }).first().click();
		await button(page, 'Export…').click();
	},
	palette: (page) => page.keyboard.press('Control+k'),
	settings: (page) => page.keyboard.press('Control+,'),
	locked: (page) => page.keyboard.press('Control+l'),
};

/** Back to the list, from wherever. */
async function leave(page: Page): Promise<void> {
	const unlock = button(page, 'Unlock');
	if (await unlock.isVisible()) await unlock.click();
	// A sheet, marks and details are left one after the other.
	for (let step = 0; step < 3; step++) {
		await page.keyboard.press('Escape');
		await page.waitForTimeout(200);
	}
	await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** Six orgs of four customers in three data centers; one of them lost its access. */
async function fill({ crm, core, connect }: DemoWorld): Promise<void> {
	await connect('acme', 'practice-eu', 'acme', 'Acme');
	await connect('acme-sandbox', 'practice-eu', 'acme-sandbox', 'Acme');
	await connect('globex', 'practice-eu', 'globex', 'Globex');
	await connect('initech', 'practice-us', 'initech', 'Initech');
	await connect('umbrella-labs', 'practice-us', 'umbrella-dev', 'Umbrella');
	await connect('wayne-traders', 'practice-in', 'wayne', 'Wayne');
	await crm.revokeEverywhere('pieter.jansen@example.test');
	await core.connections.refresh('globex').catch(() => undefined);
}

async function inWindow<T>(home: string, act: (page: Page, app: ElectronApplication) => Promise<T>): Promise<T> {
	const app = await launchApp({ env: { LATCHKEY_HOME: home } });
	try {
		return await act(await app.firstWindow(), app);
	} finally {
		await app.close();
	}
}

async function inBothThemes(page: Page, app: ElectronApplication, folder: string, name: string): Promise<string[]> {
	const files: string[] = [];
	for (const theme of ['light', 'dark'] as const) {
		await app.evaluate(({ nativeTheme }, source) => {
			nativeTheme.themeSource = source;
		}, theme);
		await page.mouse.move(640, 790);
		// What appears takes 120 ms; the keychain's answer a little longer.
		await page.waitForTimeout(700);
		const path = join(folder, `${name}-${theme}.png`);
		writeFileSync(path, smallPng(await page.screenshot()));
		files.push(basename(path));
	}
	return files;
}

if (import.meta.main) {
	const folder = process.argv[2] ?? join(import.meta.dirname, '../docs/screenshots');
	for (const file of await takeScreenshots(folder)) console.log(file);
}
