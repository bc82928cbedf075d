import { expect, test } from '@playwright/test';
import { PlayedWindow } from './languages/played-window.ts';
import { cutTexts } from './languages/texts.ts';
import { overflowing, violationsOn } from './support/accessible.ts';

let played: PlayedWindow;

test.beforeAll(async () => {
	played = await PlayedWindow.start();
});
test.afterAll(() => played.close());

for (const [language, colorScheme] of [
	['en', 'light'],
	['en', 'dark'],
	['de', 'light'],
] as const) {
	test(`axe finds nothing in any state, in ${language}, ${colorScheme}`, async () => {
		test.setTimeout(240_000);
		const page = await played.open(language, 'list');
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		const wrong: Record<string, readonly string[]> = {};
		for (const state of await played.statesOf(page)) {
			await played.open(language, state, page);
			const found = await violationsOn(page);
			if (found.length > 0) wrong[state] = found;
			// Whoever asked for less motion gets none.
			expect(await page.evaluate(() => document.getAnimations().length), `${state}: nothing moves`).toBe(0);
		}
		await page.close();
		expect(wrong).toEqual({});
	});
}

for (const language of ['en', 'de', 'pseudo'] as const) {
	test(`at 200 % every state can be read to its end, in ${language}`, async () => {
		test.setTimeout(240_000);
		// The smallest window, of which twice as large letters leave half.
		const page = await played.page({ width: 500, height: 350 });
		await played.open(language, 'list', page);
		const wrong: Record<string, readonly string[]> = {};
		for (const state of await played.statesOf(page)) {
			await played.open(language, state, page);
			const found = [...(await overflowing(page)), ...(await cutTexts(page))];
			if (found.length > 0) wrong[state] = found;
		}
		await page.close();
		expect(wrong).toEqual({});
	});
}

test('a countdown is told when five minutes are left, and not every second', async () => {
	const page = await played.page();
	await page.clock.install();
	await page.addInitScript(() => {
		const said: string[] = [];
		Reflect.set(globalThis, 'said', said);
		new MutationObserver((changes) => {
			for (const { target } of changes) {
				const element = target instanceof Element ? target : target.parentElement;
				const live = element?.closest('[role="status"], [role="alert"], [aria-live="polite"], [aria-live="assertive"]');
				if (live?.textContent) said.push(live.textContent);
			}
		}).observe(document, { subtree: true, childList: true, characterData: true });
	});
	await played.open('en', 'waiting for the browser', page);
	const timer = page.getByRole('timer');
	await page.clock.runFor(2_000);
	await expect(timer).toHaveText(/^4:5\d left$/);
	await page.clock.runFor(4 * 60_000);
	await expect(timer).toHaveText(/^0:5\d left$/);
	// A timer is not live by itself (WAI-ARIA): nothing but the one word was said of it.
	expect(await timer.getAttribute('aria-live')).toBeNull();
	const said = await page.evaluate(() => Reflect.get(globalThis, 'said') as string[]);
	expect(said.filter((text) => /left|\d:\d\d/.test(text))).toEqual(['5 mins left']);
	await page.close();
});
