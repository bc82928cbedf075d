import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import type { RunningApp } from './running-app.ts';

/** What axe complains of, each rule with the elements it is about. */
export async function violationsOn(page: Page): Promise<readonly string[]> {
	const given = page as ConstructorParameters<typeof AxeBuilder>[0]['page'];
	// Every rule runs on all; axe only writes down one element of what holds instead of each.
	const axe = new AxeBuilder({ page: given }).options({ resultTypes: ['violations'] });
	// Legacy mode: it needs no second page, which the app would not let it open.
	const { violations } = await axe.setLegacyMode(true).analyze();
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
}

/** No rule of axe is violated, in light and in dark. */
export async function expectAccessible(running: RunningApp, state: string): Promise<void> {
	for (const theme of ['light', 'dark'] as const) {
		await running.theme(theme);
		await running.picture(`${state}-${theme}`);
		expect(await violationsOn(running.window), `${state}, ${theme}`).toEqual([]);
	}
	await running.theme('light');
}

/** Gives the window a size of its content, in CSS pixels. */
export async function setSize({ app, window }: RunningApp, width: number, height: number): Promise<void> {
	await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setSize(...size), [
		width,
		height,
	] as [number, number]);
	// Not by frames, of which headless Chromium may draw none for long on a busy machine.
	await window.waitForFunction((wanted) => Math.abs(innerWidth - wanted) < 20, width, { polling: 100 });
}

/** What is wider than the place it has, and cannot be scrolled to. */
export const overflowing = (window: Page) =>
	window.evaluate(() => {
		const places = 'body, main, aside, header, section, footer, [role="grid"], [role="dialog"], form, fieldset';
		return [...document.querySelectorAll<HTMLElement>(places)]
			.filter((element) => element.scrollWidth > element.clientWidth + 1)
			.map(({ tagName, className }) => `${tagName} ${className}`);
	});

/** In the smallest window nothing is clipped; leaves it as large as it was. */
export async function expectFits(running: RunningApp, state: string): Promise<void> {
	await setSize(running, 1000, 700);
	await running.picture(`${state}-smallest`);
	expect(await overflowing(running.window), state).toEqual([]);
	await setSize(running, 1280, 800);
}

/** Holds none of the secrets: the document, its fields and the storages of the page. */
export async function expectNowhere({ window }: RunningApp, secrets: readonly string[]): Promise<void> {
	const seen = await window.evaluate(() => [
		document.documentElement.outerHTML,
		...[...document.querySelectorAll('input')].map(({ value }) => value),
		JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
	]);
	const all = seen.join('\n');
	expect(secrets.every((secret) => secret.length >= 8)).toBe(true);
	expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
}
