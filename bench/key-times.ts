import type { Locator, Page } from 'playwright-core';

/** Milliseconds from each key in a text field to the paint that shows what it found. */
export async function keystrokes(page: Page, field: Locator, keys: string): Promise<readonly number[]> {
	await page.evaluate(() => {
		const times: number[] = [];
		Reflect.set(globalThis, 'keyTimes', times);
		const paint = new MessageChannel();
		let began = 0;
		paint.port1.onmessage = () => times.push(performance.now() - began);
		const ending = new AbortController();
		Reflect.set(globalThis, 'endKeyTimes', () => ending.abort());
		document.addEventListener(
			'input',
			({ timeStamp }) => {
				began = timeStamp;
				requestAnimationFrame(() => paint.port2.postMessage(null));
			},
			{ capture: true, signal: ending.signal },
		);
	});
	await field.focus();
	for (const key of keys) {
		await page.keyboard.press(key === ' ' ? 'Space' : key);
		await page.waitForTimeout(80);
	}
	return page.evaluate(() => {
		(Reflect.get(globalThis, 'endKeyTimes') as () => void)();
		return Reflect.get(globalThis, 'keyTimes') as number[];
	});
}

/** Milliseconds from a key to the paint of the first element that it brings. */
export async function opening(page: Page, key: string, selector: string): Promise<number> {
	await page.evaluate((wanted) => {
		Reflect.deleteProperty(globalThis, 'openedAfter');
		const ending = new AbortController();
		const onKey = ({ timeStamp, key }: KeyboardEvent) => {
			// A chord begins with the key that is held, which opens nothing.
			if (key === 'Control') return;
			ending.abort();
			const seen = new MutationObserver(() => {
				if (!document.querySelector(wanted)) return;
				seen.disconnect();
				requestAnimationFrame(() =>
					setTimeout(() => Reflect.set(globalThis, 'openedAfter', performance.now() - timeStamp)),
				);
			});
			seen.observe(document, { childList: true, subtree: true });
		};
		document.addEventListener('keydown', onKey, { capture: true, signal: ending.signal });
	}, selector);
	await page.keyboard.press(key);
	await page.waitForFunction(() => Reflect.has(globalThis, 'openedAfter'));
	return page.evaluate(() => Reflect.get(globalThis, 'openedAfter') as number);
}
