import { join } from 'node:path';
import { channelOf, methods } from '../../src/shared/ipc/methods.ts';
import { expect, test } from './support/fixtures.ts';
import { connectPractice, consent, continueInBrowser, nameIt, openPractice } from './support/flows.ts';
import { heapOf } from './support/heap.ts';
import { fuzz, templates } from './support/hostile-payloads.ts';
import { root } from './support/root.ts';
import { secretsInKeychain, secretsOfSignIn } from './support/secrets.ts';

test('the page has one frozen object with the methods of the contract and no other way out', async ({ launch }) => {
	const { window } = await launch();
	const seen = await window.evaluate(() => {
		const before = self.latchkey;
		const tryTo = (act: () => void) => {
			try {
				act();
			} catch {}
		};
		tryTo(() => Reflect.set(self, 'latchkey', {}));
		tryTo(() => Reflect.deleteProperty(self, 'latchkey'));
		tryTo(() => Object.defineProperty(self, 'latchkey', { value: {} }));
		tryTo(() => Reflect.set(self.latchkey, 'snapshot', () => 'mine'));
		tryTo(() => Reflect.set(self.latchkey, 'more', 1));
		return {
			same: self.latchkey === before,
			frozen: Object.isFrozen(self.latchkey),
			names: Object.keys(self.latchkey).sort(),
			foreign: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', 'global', '__dirname'].filter(
				(name) => name in globalThis,
			),
			answers: typeof self.latchkey.snapshot({}).then,
		};
	});
	expect(seen).toEqual({
		same: true,
		frozen: true,
		names: [...methods, 'onEvent'].sort(),
		foreign: [],
		answers: 'function',
	});
});

test('the window was made with every protection, and its title never changes', async ({ launch }) => {
	const running = await launch();
	const made = await running.app.evaluate(({ BrowserWindow }) =>
		BrowserWindow.getAllWindows().map(({ webContents }) => {
			const { preload, ...rest } = (
				webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
			).getLastWebPreferences();
			const asked = ['contextIsolation', 'sandbox', 'nodeIntegration', 'webviewTag'];
			const never = [
				...['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures'],
				...['nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'navigateOnDragDrop'],
			];
			return {
				preload: String(preload).replaceAll('\\', '/').split('/').slice(-3).join('/'),
				asked: Object.fromEntries(asked.map((name) => [name, rest[name]])),
				risky: never.filter((name) => (name === 'webSecurity' ? rest[name] === false : Boolean(rest[name]))),
			};
		}),
	);
	expect(made).toEqual([
		{
			preload: 'out/preload/index.cjs',
			asked: { contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false },
			risky: [],
		},
	]);
	await connectPractice(running);
	await running.window.evaluate(() => {
		document.title = 'Acme GmbH';
	});
	const titles = await running.app.evaluate(({ BrowserWindow }) =>
		BrowserWindow.getAllWindows().map((window) => window.getTitle()),
	);
	expect(titles).toEqual(['Latchkey']);
});

test('200 malformed inputs of every method get a plain refusal without stack or path', async ({ launch }) => {
	test.setTimeout(120_000);
	const running = await launch();
	let notCarried = 0;
	for (const [index, method] of methods.entries()) {
		const result = await running.window.evaluate(fuzz, [method, templates[method], 1 + index, 200] as const);
		expect(result.wrong, method).toEqual([]);
		expect(result.sent).toBe(200);
		notCarried += result.notCarried;
	}
	// Most reach the main process: else this would test the bridge.
	expect(notCarried).toBeLessThan(methods.length * 80);
	expect(await running.snapshot()).toMatchObject({ connections: [], apiClients: [], signIns: [] });
	expect(await running.opened()).toEqual([]);
});

test('another window and another address of this window are refused on every method', async ({ launch }) => {
	const running = await launch();
	const script = `Promise.all(Object.keys(self.latchkey).filter((name) => name !== 'onEvent')
		.map((name) => self.latchkey[name]({}).then(({ error }) => error && error.code)))`;
	const refused = methods.map(() => 'SENDER_REFUSED');

	const other = await running.app.evaluate(
		async ({ BrowserWindow }, { preload, script }) => {
			const webPreferences = { preload, contextIsolation: true, sandbox: true, nodeIntegration: false };
			const window = new BrowserWindow({ show: false, webPreferences });
			await window.loadURL('app://latchkey/index.html');
			const codes: unknown = await window.webContents.executeJavaScript(script);
			window.destroy();
			return codes;
		},
		{ preload: join(root, 'out/preload/index.cjs'), script },
	);
	expect(other).toEqual(refused);

	for (const url of ['app://latchkey/index.html?x', 'app://latchkey/index.html#x', 'app://latchkey.test/index.html']) {
		const codes = await running.app.evaluate(
			async ({ BrowserWindow }, { url, script }) => {
				const [window] = BrowserWindow.getAllWindows();
				await window?.loadURL('app://latchkey/index.html');
				await window?.loadURL(url);
				return (await window?.webContents.executeJavaScript(script)) as unknown;
			},
			{ url, script },
		);
		expect(codes, url).toEqual(refused);
	}
	// The last address is nobody's: its 404 is a complaint, and right.
	running.complaints.splice(0);
});

test('a hostile page that drives every method at random obtains no secret and destroys nothing', async ({ launch }) => {
	const running = await launch();
	const secrets = await test.step('connections whose secrets are known', async () => {
		await openPractice(running);
		const end = await consent(await continueInBrowser(running, 'Practice Europe'), { org: 'acme' });
		await nameIt(running);
		const [connection] = (await running.snapshot()).connections;
		expect((await running.call('copyToken', { id: connection?.id })).ok).toBe(true);
		return [...secretsOfSignIn(end), await running.clipboard()];
	});

	const answers = await running.window.evaluate(
		async ({ methods, templates }) => {
			const answers: string[] = [];
			self.latchkey.onEvent((event) => answers.push(JSON.stringify(event)));
			let state = 7;
			const random = (below: number) => {
				state = (Math.imul(state, 1664525) + 1013904223) | 0;
				return (state >>> 8) % below;
			};
			for (let round = 0; round < 300; round++) {
				const method = methods[random(methods.length)] ?? 'snapshot';
				const known = await self.latchkey.snapshot({});
				if (!known.ok) throw new Error('no snapshot');
				const { connections, signIns, dataCenters, apiClients } = known.data;
				const any = <T>(list: readonly T[]) => list[random(list.length)];
				const wishes: Record<string, unknown> = {
					id: any(connections)?.id,
					signInId: any(signIns)?.id,
					dataCenter: any(dataCenters)?.id,
					apiClient: any(apiClients)?.name,
					name: random(2) ? any(apiClients)?.name : `n${round}`,
				};
				const input = Object.fromEntries(
					Object.entries(templates[method]).map(([key, value]) => [key, wishes[key] ?? value]),
				);
				const call = self.latchkey[method] as (input: unknown) => Promise<unknown>;
				answers.push(JSON.stringify(known), JSON.stringify(await call(input)));
			}
			return answers;
		},
		{ methods, templates },
	);

	secrets.push(...(await secretsInKeychain()), await running.clipboard());
	for (const url of await running.opened()) {
		const { protocol, hostname, searchParams } = new URL(url);
		expect(protocol === 'https:' ? hostname : `${hostname}`).toMatch(
			/^(localhost|(accounts|api-console)\.zoho(cloud)?\.[a-z.]+)$/,
		);
		const state = searchParams.get('state');
		if (state) secrets.push(state);
	}
	const known = secrets.filter((secret) => secret.length >= 16 && !secret.startsWith('http'));
	expect(known.length).toBeGreaterThan(6);
	const all = answers.join('\n');
	expect(known.filter((secret) => all.includes(secret))).toHaveLength(0);
	expect(all).not.toMatch(/\bat .*:\d+:\d+|node:internal|\/out\/main/);

	expect((await running.snapshot()).connections.filter(({ status }) => status === 'revoked')).toEqual([]);
	expect((await running.snapshot()).connections.length).toBeGreaterThan(0);
	const heap = await heapOf(running.window);
	expect(heap).toContain('acme-gmbh');
	const inMemory = known.filter((secret) => secret !== 'guessed-secret' && heap.includes(secret));
	expect(inMemory).toHaveLength(0);
});

test('no channel beside the methods of the contract is answered', async ({ launch }) => {
	const running = await launch();
	const channels = methods.map(channelOf);
	const free = await running.app.evaluate(({ ipcMain }, known) => {
		const candidates = [...known, 'latchkey:token', 'latchkey:shell', 'latchkey:eval', 'snapshot', 'latchkey:'];
		return candidates.filter((channel) => {
			try {
				// A channel that has a handler cannot get a second one.
				ipcMain.handle(channel, () => undefined);
				ipcMain.removeHandler(channel);
				return true;
			} catch {
				return false;
			}
		});
	}, channels);
	expect(free).toEqual(['latchkey:token', 'latchkey:shell', 'latchkey:eval', 'snapshot', 'latchkey:']);
	const listeners = await running.app.evaluate(({ ipcMain }) => ipcMain.eventNames().map(String));
	expect(listeners.filter((name) => name.startsWith('latchkey'))).toEqual([]);
});
