import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { findChromium } from '../../tools/chromium-shell/find-chromium.ts';
import { cutTexts, textsIn } from './languages/texts.ts';
import { root } from './support/root.ts';

const origin = 'http://window.test';
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const smallest = { width: 1000, height: 700 };

let folder: string;
let browser: Browser;

test.beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'latchkey-languages-'));
	await build({
		...{ root: join(root, 'tests/e2e/languages'), configFile: false, logLevel: 'warn', plugins: [react()] },
		build: { outDir: folder, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 2000 },
	});
	const executablePath = findChromium();
	browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] });
});

test.afterAll(async () => {
	await browser.close();
	rmSync(folder, { recursive: true, force: true });
});

async function open(language: string, state: string, page?: Page): Promise<Page> {
	const window = page ?? (await browser.newPage({ viewport: smallest, reducedMotion: 'reduce' }));
	if (!page)
		await window.route(`${origin}/**`, (route) => {
			const { pathname } = new URL(route.request().url());
			const path = pathname === '/' ? '/index.html' : pathname;
			return route.fulfill({ body: readFileSync(join(folder, path)), contentType: types[extname(path)] ?? '' });
		});
	await window.goto(`${origin}/?language=${language}&state=${encodeURIComponent(state)}`);
	await window.locator('html[data-ready]').waitFor();
	return window;
}

async function statesOf(page: Page): Promise<readonly string[]> {
	return (await page.locator('html').getAttribute('data-ready'))?.split('\n') ?? [];
}

const withChoices: ReadonlySet<string> = new Set(['connect', 'first API client', 'reauth']);

/** A state, and what opens in it: each menu of the list, each choice of some sheets. */
async function* looks(page: Page, state: string): AsyncGenerator<string> {
	yield state;
	const choices = page.locator('[role="dialog"] input[type="radio"], [role="dialog"] [role="radio"]');
	for (let place = 0; withChoices.has(state) && place < (await choices.count()); place += 1) {
		await choices.nth(place).click({ force: true });
		yield `${state}, choice ${place + 1}`;
	}
	if (state !== 'list') return;
	const menus = page.locator('main [aria-haspopup]:visible, aside [aria-haspopup]:visible');
	for (let place = 0; place < Math.min(await menus.count(), 6); place += 1) {
		await menus.nth(place).click({ force: true });
		await page.waitForTimeout(150);
		yield `${state}, menu ${place + 1}`;
		await page.keyboard.press('Escape');
	}
}

/** What is no word of any language: addresses, scopes, short names of data centers, names of programs and of settings of the environment. */
const noWords =
	/https?:\S+|\S*zoho(apis)?\.\S+|ZohoCRM\S*|localhost\S*|\S+\.example|\bLatchkey\b|1000\.X+|\b(EU|US)\b/g;

for (const language of ['pseudo', 'de'] as const) {
	test(`every state fits the smallest window, in ${language}`, async () => {
		test.setTimeout(240_000);
		const page = await open(language, 'list');
		// Each once, with where it was seen first.
		const wrong = new Map<string, string>();
		const note = (text: string, look: string) => wrong.set(text, wrong.get(text) ?? look);
		for (const state of await statesOf(page)) {
			await open(language, state, page);
			for await (const look of looks(page, state)) {
				const picture = process.env.LATCHKEY_PICTURES;
				if (picture) await page.screenshot({ path: join(picture, `${language}-${look.replaceAll(/\W+/g, '-')}.png`) });
				for (const text of await cutTexts(page)) note(`cut off: ${text}`, look);
				if (language !== 'pseudo') continue;
				const texts = (await textsIn(page)).filter((text) => /[a-z]{2}/i.test(text.replaceAll(noWords, '')));
				for (const text of texts) note(`not from the catalogue: ${text}`, look);
			}
		}
		await page.close();
		expect(Object.fromEntries(wrong)).toEqual({});
	});
}

test('another language is spoken at once, everywhere, and no text of the old one stays', async () => {
	const page = await open('settings', 'settings');
	await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
	await page.getByRole('combobox', { name: 'Language' }).click();
	await page.getByRole('option', { name: 'Deutsch' }).click();
	await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
	await expect(page.locator('html')).toHaveAttribute('lang', 'de-DE');
	await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
	await expect(page.getByRole('combobox', { name: 'Sprache' })).toBeFocused();
	await expect(page.getByRole('combobox', { name: 'Sprache' })).toHaveText('Deutsch');
	const switched = await textsIn(page);
	const german = await textsIn(await open('de', 'settings'));
	// The clock went on.
	const timeless = (texts: readonly string[]) => texts.map((text) => text.replaceAll(/\d+/g, '0'));
	const known = timeless([...german, 'Deutsch']);
	expect(timeless(switched).filter((text) => !known.includes(text))).toEqual([]);
	await page.close();
});
