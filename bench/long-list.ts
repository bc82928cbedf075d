import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { type Planted, plant } from '../tests/e2e/support/plant.ts';
import { countRowRenders, takeRowRenders } from '../tests/e2e/support/renders.ts';
import { launchApp } from '../tools/chromium-shell/launch.ts';
import { keystrokes, opening } from './key-times.ts';
import { type Lab, openCore, percentile } from './lab.ts';
import type { Result } from './result.ts';

const many = 10_000;
const few = 10;
const loads = 7;
const paletteRounds = 5;
const keys = 'custommer 42 productoin acme 7';
/** The palette finds letters in their order; every letter of this has thousands of connections. */
const paletteKeys = 'org 42 grosse sohne 7';
const bounds = { ratio: 1.5, keyMs: 50, openMs: 100, frameMs: 50, listMs: 30 };

const customers = 900;
const environments = ['production', 'sandbox', 'developer', 'unknown'] as const;
const dataCenters = ['eu', 'us', 'in', 'au', 'jp'] as const;

/** Connections as an agency has them: of many customers, in all environments, every seventh with tags. */
const plantedOf = (count: number): readonly Planted[] =>
	Array.from({ length: count }, (_, place) => ({
		customer: `Customer ${place % customers}`,
		org: { id: String(60_000_000 + place), name: `Org ${place} Größe & Söhne` },
		environment: environments[place % environments.length] ?? 'unknown',
		dataCenter: dataCenters[place % dataCenters.length] ?? 'eu',
		tags: place % 7 === 0 ? ['vip', `group-${place % 20}`, 'quarterly'] : [],
	}));

/** The window with 10,000 connections beside the same window with 10, in one run. */
export async function longList(lab: Lab): Promise<Result> {
	const [long, short] = [join(lab.folder, 'long', 'data'), join(lab.folder, 'short', 'data')];
	plant(long, plantedOf(many));
	plant(short, plantedOf(few));
	const listMs = await timeList(join(lab.folder, 'long'));
	const { load: shortLoad } = await inWindow(short, (page, app) => firstLists(page, app, few));
	const { load, whole, keyMs, palette, frameMs, frames, renders } = await inWindow(long, async (page, app) => ({
		...(await firstLists(page, app, many)),
		keyMs: await searchKeys(page),
		palette: await paletteTimes(page),
		...(await scroll(page)),
		renders: await rendersOfOneEvent(page),
	}));
	const ratio = load / shortLoad;
	const key = percentile(keyMs, 0.95);
	const paletteKey = percentile(palette.keyMs, 0.95);
	const paletteOpen = percentile(palette.openMs, 0.95);
	const frame = Math.max(...frameMs);
	return {
		name: `${many} connections in the window, against ${few}`,
		lines: [
			`first list: ${load.toFixed(0)} ms against ${shortLoad.toFixed(0)} ms, ratio ${ratio.toFixed(2)} (bound ${bounds.ratio}); medians of ${loads} loads. All ${many} are there after ${whole.toFixed(0)} ms`,
			`key to paint, p95 of ${keyMs.length}: ${key.toFixed(1)} ms (bound ${bounds.keyMs})`,
			`the palette: key to paint, p95 of ${palette.keyMs.length}: ${paletteKey.toFixed(1)} ms (bound ${bounds.keyMs}); opened and painted, p95 of ${palette.openMs.length}: ${paletteOpen.toFixed(1)} ms (bound ${bounds.openMs})`,
			`longest of ${frames} frames while scrolling: ${frame.toFixed(1)} ms (bound ${bounds.frameMs})`,
			`rows drawn again by one change: ${JSON.stringify(renders)} (bound: one row)`,
			`the main process lists ${many}: ${listMs.changed.toFixed(1)} ms after a change of one (bound ${bounds.listMs}); the first time ${listMs.first.toFixed(1)} ms, unchanged ${listMs.unchanged.toFixed(2)} ms`,
		],
		holds:
			ratio <= bounds.ratio &&
			key < bounds.keyMs &&
			paletteKey < bounds.keyMs &&
			paletteOpen < bounds.openMs &&
			frame <= bounds.frameMs &&
			Object.keys(renders).length === 1 &&
			listMs.changed < bounds.listMs,
	};
}

/**
 * Milliseconds that the main process's list takes: the first time, when nothing changed since, and (the median of as many) after another
 * process changed a connection, so that all of it is read again.
 */
async function timeList(folder: string) {
	const [core, other] = [openCore(folder), openCore(folder)];
	const time = () => {
		const began = performance.now();
		core.connections.list();
		return performance.now() - began;
	};
	const first = time();
	const times = core.connections
		.list()
		.slice(0, 25)
		.map(({ id }) => {
			other.connections.edit(id, { pinned: true });
			return time();
		});
	const unchanged = time();
	await core.close();
	await other.close();
	return { first, changed: percentile(times, 0.5), unchanged };
}

async function inWindow<T>(home: string, act: (page: Page, app: ElectronApplication) => Promise<T>): Promise<T> {
	const app = await launchApp({ env: { LATCHKEY_HOME: home } });
	try {
		const page = await app.firstWindow();
		await page.locator('[data-row-id]').first().waitFor();
		return await act(page, app);
	} finally {
		await app.close();
	}
}

/**
 * Milliseconds from the beginning of a load of the page until the first rows are painted, and until all are there to be searched and
 * scrolled to; the medians.
 */
async function firstLists(page: Page, app: ElectronApplication, count: number) {
	await countRowRenders({ window: page });
	await page.addInitScript(() => {
		const seen = new MutationObserver(() => {
			if (!document.querySelector('[data-row-id]')) return;
			seen.disconnect();
			requestAnimationFrame(() => setTimeout(() => Reflect.set(globalThis, 'listAt', performance.now())));
		});
		seen.observe(document, { childList: true, subtree: true });
	});
	const [times, wholeTimes]: [number[], number[]] = [[], []];
	for (let load = 0; load < loads; load += 1) {
		const loaded = page.waitForEvent('load');
		await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
		await loaded;
		await page.waitForFunction(() => Reflect.has(globalThis, 'listAt'));
		times.push(await page.evaluate(() => Reflect.get(globalThis, 'listAt') as number));
		const whole = await page.waitForFunction((all) => {
			const rows = Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount'));
			return rows > all && performance.now();
		}, count);
		wholeTimes.push(Number(await whole.jsonValue()));
	}
	return { load: percentile(times, 0.5), whole: percentile(wholeTimes, 0.5) };
}

async function searchKeys(page: Page): Promise<readonly number[]> {
	const search = page.getByRole('textbox', { name: 'Search connections' });
	const times = await keystrokes(page, search, keys);
	await search.fill('');
	await page.waitForTimeout(200);
	return times;
}

/** The palette is opened and typed into several times, for what it made ready may be kept or lost when it closes. */
async function paletteTimes(page: Page) {
	const [openMs, keyMs]: [number[], number[]] = [[], []];
	const box = page.getByRole('dialog').getByRole('combobox');
	for (let round = 0; round < paletteRounds; round += 1) {
		openMs.push(await opening(page, 'Control+k', '[role="dialog"] [role="option"]'));
		keyMs.push(...(await keystrokes(page, box, paletteKeys)));
		await page.keyboard.press('Escape');
		await box.waitFor({ state: 'hidden' });
	}
	return { openMs, keyMs };
}

/** Scrolls down for three seconds, some rows a frame, as a wheel does; the time of each frame. */
async function scroll(page: Page) {
	const frameMs = await page.evaluate(
		() =>
			new Promise<number[]>((resolve) => {
				const grid = document.querySelector('[role="grid"]');
				const times: number[] = [];
				let last = performance.now();
				const end = last + 3000;
				const step = (now: number) => {
					times.push(now - last);
					last = now;
					grid?.scrollBy(0, 180);
					if (now < end) requestAnimationFrame(step);
					else resolve(times);
				};
				requestAnimationFrame(step);
			}),
	);
	await page.locator('[role="grid"]').evaluate((grid) => grid.scrollTo(0, 0));
	await page.waitForTimeout(300);
	return { frameMs, frames: frameMs.length };
}

/** How often rows are drawn again when one connection gets a tag. */
async function rendersOfOneEvent(page: Page) {
	await takeRowRenders({ window: page });
	await page.evaluate(async () => {
		const row = document.querySelector<HTMLElement>('[data-row-id]');
		const api = Reflect.get(globalThis, 'latchkey') as {
			editConnection: (change: object) => Promise<{ ok: boolean }>;
		};
		await api.editConnection({ id: row?.dataset.rowId, tags: ['fresh'] });
	});
	await page.locator('[data-row-id]').first().getByText('fresh').waitFor();
	await page.waitForTimeout(1500);
	return takeRowRenders({ window: page });
}
