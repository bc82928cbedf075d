import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { PlayedWindow } from './languages/played-window.ts';
import { cutTexts, textsIn } from './languages/texts.ts';

let played: PlayedWindow;

test.beforeAll(async () => {
	played = await PlayedWindow.start();
});
test.afterAll(() => played.close());

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
		const page = await played.open(language, 'list');
		// Each once, with where it was seen first.
		const wrong = new Map<string, string>();
		const note = (text: string, look: string) => wrong.set(text, wrong.get(text) ?? look);
		for (const state of await played.statesOf(page)) {
			await played.open(language, state, page);
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
	const page = await played.open('settings', 'settings');
	await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
	await page.getByRole('combobox', { name: 'Language' }).click();
	await page.getByRole('option', { name: 'Deutsch' }).click();
	await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
	await expect(page.locator('html')).toHaveAttribute('lang', 'de-DE');
	await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
	await expect(page.getByRole('combobox', { name: 'Sprache' })).toBeFocused();
	await expect(page.getByRole('combobox', { name: 'Sprache' })).toHaveText('Deutsch');
	const switched = await textsIn(page);
	const german = await textsIn(await played.open('de', 'settings'));
	// The clock went on.
	const timeless = (texts: readonly string[]) => texts.map((text) => text.replaceAll(/\d+/g, '0'));
	const known = timeless([...german, 'Deutsch']);
	expect(timeless(switched).filter((text) => !known.includes(text))).toEqual([]);
	await page.close();
});
