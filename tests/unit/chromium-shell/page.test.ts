import { describe, expect, it, vi } from 'vitest';
import { findChromium } from '../../../tools/chromium-shell/find-chromium.ts';
import { sharedFixture } from './fixture.ts';

describe.skipIf(!findChromium())('a page on the Chromium shell', () => {
	const fixture = sharedFixture();

	it('answers calls with structured values', async () => {
		const kept = await fixture.page.evaluate(async () => {
			const value: Record<string, unknown> = {
				when: new Date(5),
				map: new Map([[1, new Set(['a'])]]),
				big: 12n,
				none: undefined,
			};
			value.self = value;
			const result = (await api.invoke('echo', value)) as typeof value;
			const { when, map } = result as { when: Date; map: Map<number, Set<string>> };
			return [when instanceof Date && when.getTime() === 5, map.get(1)?.has('a'), result.big === 12n, 'none' in result];
		});
		expect(kept).toEqual([true, true, true, true]);
		expect(await fixture.page.evaluate(() => api.invoke('describe', new Uint8Array(2)))).toEqual([
			'[object Uint8Array]',
			'app://fixture/index.html',
			'app://fixture',
		]);
	});

	it('words errors as Electron does', async () => {
		const messages = await fixture.page.evaluate(() => {
			const messageOf = (error: unknown): string => (error as Error).message;
			return Promise.all([
				api.invoke('fail').catch(messageOf),
				api.invoke('nobody').catch(messageOf),
				api.invoke('give-function').catch(messageOf),
				(async () => api.invoke('echo', Symbol('s')))().catch(messageOf),
				(async () => api.invoke('echo', () => undefined))().catch(messageOf),
			]);
		});
		expect(messages).toEqual([
			"Error invoking remote method 'fail': TypeError: deliberate",
			"Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
			"Error invoking remote method 'give-function': Error: An object could not be cloned.",
			'An object could not be cloned.',
			'An object could not be cloned.',
		]);
	});

	it('pushes events until the page unsubscribes', async () => {
		const received = await fixture.page.evaluate(async () => {
			const values: unknown[] = [];
			const stop = api.onPong((value) => values.push(value));
			api.ping(1);
			await api.invoke('echo', null);
			stop();
			api.ping(2);
			await api.invoke('echo', null);
			return values;
		});
		expect(received).toEqual([1]);
	});

	it('keeps the preload apart from the page, and the page from Node', async () => {
		const world = await fixture.page.evaluate(() => {
			const names = ['require', 'process', 'module', 'ipcRenderer', '__shellSend', '__shellReceive'];
			const { sandbox } = api;
			return {
				found: names.filter((name) => name in globalThis),
				frozen: [api, sandbox, sandbox.globals].map(Object.isFrozen),
				sandbox,
			};
		});
		expect(world.found).toEqual([]);
		expect(world.frozen).toEqual([true, true, true]);
		expect(world.sandbox).toEqual({
			platform: process.platform,
			node: 'module not found: node:fs',
			missing: 'electron ipcRenderer.sendSync is not in the Chromium shell',
			environment: 'electron preload process.env is not in the Chromium shell',
			globals: ['undefined', 'undefined', 'undefined'],
		});
		expect(await fixture.page.evaluate(() => Reflect.set(globalThis, 'api', 1))).toBe(false);
	});

	it('enforces the policy that the app sends', async () => {
		const outcome = await fixture.page.evaluate(async () => {
			const script = document.createElement('script');
			script.textContent = 'window.injected = true';
			document.body.append(script);
			// In a timer: what Playwright evaluates is itself exempt from the policy.
			const evaluated = await new Promise((resolve) => {
				setTimeout(() => {
					try {
						// biome-ignore lint/security/noGlobalEval: that it is refused is what is tested
						resolve(globalThis.eval('1'));
					} catch (error) {
						resolve((error as Error).name);
					}
				});
			});
			const reach = (url: string): Promise<string> =>
				fetch(url).then(
					() => 'reached',
					() => 'refused',
				);
			return ['injected' in window, evaluated, await reach('/index.html'), await reach('https://elsewhere.test/')];
		});
		expect(outcome).toEqual([false, 'EvalError', 'reached', 'refused']);
		expect((await fixture.seen()).requests.every((url) => url.startsWith('app://fixture/'))).toBe(true);
	});

	it('keeps the page where it is, and opens no windows', async () => {
		const before = fixture.page.url();
		await fixture.page.click('#away');
		await vi.waitFor(async () => expect((await fixture.seen()).denied).toEqual(['https://elsewhere.test/']));
		expect(await fixture.page.evaluate(() => window.open('https://elsewhere.test/opened'))).toBeNull();
		await fixture.page.click('#popup');
		await vi.waitFor(async () => {
			expect(await fixture.app.evaluate(() => globalThis.chromiumShell.opened)).toEqual([
				'https://elsewhere.test/opened',
				'https://elsewhere.test/popup',
			]);
			expect(fixture.app.windows()).toEqual([fixture.page]);
		}, 3000);
		expect(fixture.page.url()).toBe(before);
		expect(await fixture.page.textContent('h1')).toBe('Fixture');
	});

	it('follows no redirect', async () => {
		const result = await fixture.page.evaluate(() =>
			fetch('/moved').then(
				() => 'followed',
				() => 'refused',
			),
		);
		expect(result).toBe('refused');
	});

	it('denies permissions as the app does', async () => {
		const states = await fixture.page.evaluate(async () => {
			const names = ['geolocation', 'notifications', 'clipboard-read', 'camera'] as PermissionName[];
			return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
		});
		expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
	});

	it('shows the theme', async () => {
		const isDark = (): Promise<boolean> =>
			fixture.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
		expect(await isDark()).toBe(false);
		const updated = await fixture.app.evaluate(async ({ nativeTheme }) => {
			const event = new Promise<boolean>((resolve) =>
				nativeTheme.once('updated', () => resolve(nativeTheme.shouldUseDarkColors)),
			);
			nativeTheme.themeSource = 'dark';
			return event;
		});
		expect(updated).toBe(true);
		await vi.waitFor(async () => expect(await isDark()).toBe(true));
	});
});
