import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { methods } from '../../src/shared/ipc/methods.ts';
import { expect, test } from './support/fixtures.ts';
import { connect } from './support/flows.ts';
import { templates } from './support/hostile-payloads.ts';
import { addLab, labClient, labDataCenter } from './support/lab.ts';
import type { RunningApp } from './support/running-app.ts';
import { secretsInKeychain } from './support/secrets.ts';

// What whoever takes the page over would want of it, one by one, through `window.latchkey` itself.

/** Dialogs for files are noted and dismissed, as a person does who expects none. */
const noteFileDialogs = ({ app }: RunningApp) =>
	app.evaluate(({ dialog }) => {
		const shown: string[] = [];
		Reflect.set(globalThis, 'fileDialogs', shown);
		const note = async (...given: unknown[]) => {
			shown.push(JSON.stringify(given.at(-1)));
			return { canceled: true, filePath: '', filePaths: [] };
		};
		Reflect.set(dialog, 'showSaveDialog', note);
		Reflect.set(dialog, 'showOpenDialog', note);
	});

const fileDialogs = ({ app }: RunningApp) => app.evaluate(() => Reflect.get(globalThis, 'fileDialogs') as string[]);

const hostileUrls = [
	'https://evil.example/',
	'http://localhost:8917@evil.example/callback',
	'javascript:alert(1)',
	'file:///etc/passwd',
	'ms-settings:',
	'https://accounts.zoho.eu.evil.example/oauth/v2/auth',
];

test('a page that was taken over gets no refresh token and no client secret', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	await connect(running, 'acme-sandbox', { dataCenter: labDataCenter.name });
	await noteFileDialogs(running);
	const [connection] = (await running.snapshot()).connections;
	const real: Readonly<Record<string, unknown>> = {
		...{ id: connection?.id, ids: [connection?.id], dataCenter: labDataCenter.id, location: labDataCenter.id },
		...{ apiClient: labClient.name, name: labClient.name, redirectUri: labClient.redirectUris[0] },
		...{ redirectUris: [...labClient.redirectUris], alias: null, customer: null },
	};
	const secrets = (await secretsInKeychain()).filter((secret) => /^1000\.|^[0-9a-f]{42}$/.test(secret));
	expect(secrets.length, 'a refresh token and a client secret').toBeGreaterThanOrEqual(2);
	expect(secrets).toContain(labClient.secret);

	let worked = 0;
	for (const method of methods) {
		// These would end what the others need.
		if (['removeApiClient', 'changeApiClient', 'lock'].includes(method)) continue;
		const input = Object.fromEntries(
			Object.entries(templates[method]).map(([key, value]) => [key, real[key] ?? value]),
		);
		const answer = await running.call(method, input);
		if (answer.ok) worked += 1;
		const seen = `${JSON.stringify(answer)}\n${await running.clipboard()}`;
		expect(
			secrets.filter((secret) => seen.includes(secret)),
			method,
		).toEqual([]);
	}
	// Refusals alone would prove nothing.
	expect(worked).toBeGreaterThan(methods.length / 2);
	for (const name of ['clientSecret', 'refreshToken', 'secret', 'secrets', 'withSecrets', 'token']) {
		for (const method of ['snapshot', 'inspect', 'copyToken'] as const) {
			const input = { ...(method === 'snapshot' ? {} : { id: connection?.id }), [name]: true };
			expect((await running.call(method, input)).error?.code, `${method} ${name}`).toBe('REQUEST_INVALID');
		}
	}
});

test('a page that was taken over opens no address of its own', async ({ launch, cli, lab }) => {
	await addLab(cli, lab);
	const running = await launch();
	await connect(running, 'acme-sandbox', { dataCenter: labDataCenter.name });
	const [connection] = (await running.snapshot()).connections;
	const before = (await running.opened()).length;
	for (const url of hostileUrls) {
		const answers = [
			await running.call('openApiConsole', { dataCenter: url }),
			await running.call('openSignInPage', { signInId: url }),
			await running.call('openDevicePage', { signInId: url }),
			await running.call('openSignInPage', { signInId: connection?.id, url }),
			await running.call('openDataFolder', { path: url }),
			await running.call('pasteSignInAddress', { address: url }),
			await running.call('startConnect', { ...templates.startConnect, dataCenter: url }),
			await running.call('startReauth', { id: connection?.id, scopes: [], url }),
			await running.call('trustDataCenter', { location: url }),
			await running.call('copyRedirectUri', { redirectUri: url }),
			await running.call('changeSettings', { browser: url }),
		];
		expect(
			answers.map(({ ok }) => ok),
			url,
		).toEqual(answers.map(() => false));
		expect(await running.clipboard()).not.toContain(url);
	}
	expect((await running.opened()).slice(before)).toEqual([]);

	// What it can begin leads to the accounts host of a data center that the person trusts, whatever else it says.
	const scopes = [`ZohoCRM.org.READ&redirect_uri=${hostileUrls[0]}`];
	const begun = await running.call('startReauth', { id: connection?.id, scopes });
	const [opened] = (await running.opened()).slice(before);
	expect(begun.ok).toBe(opened !== undefined);
	if (opened) {
		const { origin, searchParams } = new URL(opened);
		expect(origin).toBe(lab.dataCenters[0]?.accountsUrl);
		expect(searchParams.getAll('redirect_uri')).toEqual([labClient.redirectUris[0]]);
	}
});

test('a page that was taken over writes no file: it names none, and the dialog is not its own', async ({
	launch,
	cli,
	lab,
	home,
}) => {
	await addLab(cli, lab);
	const running = await launch();
	await connect(running, 'acme-sandbox', { dataCenter: labDataCenter.name });
	await noteFileDialogs(running);
	const [connection] = (await running.snapshot()).connections;
	const id = connection?.id;
	const beside = () => readdirSync(dirname(home)).sort();
	const before = beside();
	const target = `${dirname(home)}/planted`;

	for (const name of ['path', 'file', 'filePath', 'defaultPath', 'folder']) {
		for (const [method, input] of [
			['saveExport', { id, form: 'raw' }] as const,
			['saveSdkStore', { id, kind: 'file' }] as const,
			['saveConnectionList', { ids: [id], form: 'csv' }] as const,
			['openImport', {}] as const,
			['shredImport', { importId: 'i' }] as const,
		]) {
			expect((await running.call(method, { ...input, [name]: target })).error?.code, method).toBe('REQUEST_INVALID');
		}
	}
	expect(await fileDialogs(running)).toEqual([]);

	// An alias is the one text of the page that a dialog proposes: it cannot be a path.
	for (const alias of ['../../planted', '/tmp/planted', 'C:\\planted', '.planted', 'a/b'])
		expect((await running.call('editConnection', { id, alias })).ok, alias).toBe(false);
	expect((await running.call('saveExport', { id, form: 'raw' })).data).toEqual({ done: false });
	expect(await fileDialogs(running)).toEqual([expect.stringContaining(`"defaultPath":"${connection?.alias}.txt"`)]);

	// A list has a name of the main process alone.
	expect((await running.call('saveConnectionList', { ids: [id], form: 'json' })).data).toEqual({ saved: null });
	expect((await fileDialogs(running)).at(-1)).toContain('"defaultPath":"connections.json"');

	// The plain store needs a yes in a dialog of the main process, which the page cannot answer.
	await running.answerWith('cancel');
	expect((await running.call('saveSdkStore', { id, kind: 'file' })).data).toEqual({ done: false });
	expect(await fileDialogs(running)).toHaveLength(2);
	expect((await running.call('shredImport', { importId: 'i' })).ok).toBe(false);
	expect(beside()).toEqual(before);
});

test('a page that was taken over calls no method that is not listed', async ({ launch }) => {
	const { window, app } = await launch();
	const channels = await app.evaluate(({ ipcMain }) => {
		const called: string[] = [];
		Reflect.set(globalThis, 'foreignCalls', called);
		// Were there a way to any channel, these would be reached.
		for (const channel of ['latchkey:readFile', 'latchkey:token', 'readFile'])
			ipcMain.handle(channel, () => void called.push(channel));
		return ['latchkey:readFile', 'latchkey:token', 'readFile'];
	});
	const reached = await window.evaluate(async (wanted) => {
		const api = self.latchkey as unknown as Record<string, unknown>;
		const names = [...wanted, 'readFile', 'token', 'invoke', 'send', 'sendSync', 'on', 'ipcRenderer', 'openExternal'];
		const found = names.filter((name) => api[name] !== undefined);
		const inherited = Object.getOwnPropertyNames(Object.getPrototypeOf(api) as object).filter(
			(name) => !(name in Object.prototype),
		);
		// A listed method takes one payload: a channel in front of it or behind it is no channel.
		const snapshot = api.snapshot as (...given: unknown[]) => Promise<{ ok: boolean }>;
		const answers: boolean[] = [];
		for (const channel of wanted) {
			answers.push((await snapshot(channel, {})).ok, (await snapshot({ channel })).ok);
			answers.push((await snapshot.call({ channel, method: channel }, { method: channel })).ok);
		}
		return { found, inherited, answered: answers.filter(Boolean).length };
	}, channels);
	expect(reached).toEqual({ found: [], inherited: [], answered: 0 });
	expect(await app.evaluate(() => Reflect.get(globalThis, 'foreignCalls'))).toEqual([]);
});
