import { expect, test } from './support/fixtures.ts';

test('a page cannot leave, open, embed, load, run or be allowed anything', async ({ launch }) => {
	const running = await launch();
	const { app, window } = running;
	const path = () => new URL(window.url()).pathname;
	await window.evaluate(() => {
		const violations: string[] = [];
		Reflect.set(globalThis, 'violations', violations);
		document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
	});

	await test.step('navigation', async () => {
		for (const target of ['https://example.com/', 'http://localhost:8917/callback', '/nothing.html', '?again']) {
			await window.evaluate((url) => void setTimeout(() => location.assign(url)), target);
			await window.waitForTimeout(150);
			expect(new URL(window.url()).search + path(), target).toBe('/index.html');
		}
		await window.evaluate(() => {
			const form = document.createElement('form');
			form.action = 'https://example.com/';
			document.body.append(form);
			form.submit();
		});
		await window.evaluate(() => {
			const link = document.createElement('a');
			link.href = 'https://example.com/';
			document.body.append(link);
			link.click();
			link.target = '_blank';
			link.click();
			self.open('https://example.com/');
			self.open('app://latchkey/index.html', 'more', 'width=100');
		});
		await window.waitForTimeout(300);
		expect(path()).toBe('/index.html');
		expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
		expect(await running.opened()).toEqual([]);
	});

	await test.step('content from elsewhere', async () => {
		const got = await window.evaluate(async () => {
			const outcome = (element: HTMLElement) =>
				new Promise<string>((resolve) => {
					element.onload = () => resolve('loaded');
					element.onerror = () => resolve('refused');
					setTimeout(() => resolve('nothing'), 500);
					document.body.append(element);
				});
			const image = document.createElement('img');
			image.src = 'https://example.com/x.png';
			const frame = document.createElement('iframe');
			frame.src = 'https://example.com/';
			const own = document.createElement('iframe');
			own.src = '/index.html';
			const style = document.createElement('style');
			style.textContent = 'body { --injected: 1 }';
			document.head.append(style);
			const fails = (act: () => unknown) =>
				Promise.resolve()
					.then(act)
					.then(
						() => 'done',
						() => 'refused',
					);
			return {
				image: await outcome(image),
				frames: [await outcome(frame), await outcome(own)].length,
				embedded: [frame, own].map((each) => {
					try {
						return each.contentDocument?.body.textContent ?? '';
					} catch {
						return '';
					}
				}),
				style: getComputedStyle(document.body).getPropertyValue('--injected'),
				fetch: await fails(() => fetch('https://example.com/')),
				ownFetch: await fails(() => fetch('/index.html')),
				loopback: await fails(() => fetch('http://localhost:8917/callback', { mode: 'no-cors' })),
				socket: await fails(
					() =>
						new Promise((resolve, reject) => {
							const socket = new WebSocket('wss://example.com/');
							socket.onopen = resolve;
							socket.onerror = reject;
						}),
				),
				worker: await fails(() => new Worker('data:text/javascript,1' as never)),
				imported: await fails(() => import(`data:text/javascript,${'1'}`)),
			};
		});
		expect(got).toEqual({
			...{ image: 'refused', frames: 2, embedded: ['', ''], style: '' },
			...{ fetch: 'refused', ownFetch: 'refused', loopback: 'refused', socket: 'refused' },
			...{ worker: 'refused', imported: 'refused' },
		});
	});

	await test.step('code that is not ours', async () => {
		await window.evaluate(() => {
			// Outside of evaluate, which is exempt from the policy.
			const attempts = [
				// biome-ignore lint/security/noGlobalEval: the attack.
				() => eval('globalThis.evil = 1'),
				() => new Function('globalThis.evil = 1')(),
				() => {
					const script = document.createElement('script');
					script.textContent = 'globalThis.evil = 1';
					document.body.append(script);
				},
				() => {
					document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="globalThis.evil = 1">');
				},
				() => {
					const button = document.createElement('button');
					button.setAttribute('onclick', 'globalThis.evil = 1');
					document.body.append(button);
					button.click();
				},
				() => location.assign('javascript:void(globalThis.evil = 1)'),
				() => void setTimeout('globalThis.evil = 1' as never),
			];
			for (const attempt of attempts) {
				setTimeout(() => {
					try {
						attempt();
					} catch {}
				});
			}
		});
		await window.waitForTimeout(300);
		expect(await window.evaluate(() => Reflect.get(globalThis, 'evil'))).toBeUndefined();
	});

	await test.step('permissions', async () => {
		const allowed = await window.evaluate(async () => {
			const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'];
			const states = await Promise.all(
				names.map((name) => navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state)),
			);
			return {
				granted: names.filter((_, index) => states[index] === 'granted'),
				notification: await Notification.requestPermission(),
				media: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
					() => 'granted',
					() => 'refused',
				),
				clipboard: await navigator.clipboard.readText().then(
					() => 'granted',
					() => 'refused',
				),
			};
		});
		expect(allowed).toEqual({ granted: [], notification: 'denied', media: 'refused', clipboard: 'refused' });
	});

	const violations = await window.evaluate(() => [...new Set(Reflect.get(globalThis, 'violations') as string[])]);
	expect(violations).toEqual(
		expect.arrayContaining(['img-src', 'frame-src', 'connect-src', 'style-src-elem', 'form-action']),
	);
	// It is still the window of before.
	expect(await running.snapshot()).toMatchObject({ connections: [] });
	running.complaints.splice(0);
});
