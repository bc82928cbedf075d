import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { practiceApiClient } from '../../src/practice/api-client-registry.ts';
import { appHost, electronExecutable } from '../../tools/chromium-shell/launch.ts';
import { filesIn, filesThatHold } from './support/files.ts';
import { expect, test } from './support/fixtures.ts';
import {
	connect,
	connectPractice,
	consent,
	continueInBrowser,
	nameIt,
	openPractice,
	select,
	sheetOf,
} from './support/flows.ts';
import { addLab, labClient, labDataCenter } from './support/lab.ts';
import { takePort } from './support/ports.ts';
import { descendantsOf, isAlive } from './support/processes.ts';
import { root } from './support/root.ts';
import { secretsInKeychain, secretsOfSignIn } from './support/secrets.ts';

test('a second instance ends at once and brings the first one up', async ({ launch, home }) => {
	const running = await launch();
	await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
	const args = appHost() === 'electron' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
	const second = spawn(electronExecutable(), [...args, root], { env: { ...process.env, LATCHKEY_HOME: home } });
	const [code] = (await once(second, 'exit')) as [number | null];
	expect(code).toBe(0);
	await expect
		.poll(() =>
			running.app.evaluate(({ BrowserWindow }) =>
				BrowserWindow.getAllWindows().map((window) => window.isMinimized() || !window.isVisible()),
			),
		)
		.toEqual([false]);
	expect((await running.call('snapshot')).ok).toBe(true);
});

test('closing the window ends the app and leaves no log of the database and no process', async ({ launch, home }) => {
	const running = await launch();
	await connectPractice(running);
	const children = descendantsOf(running.process.pid ?? 0);
	if (process.platform === 'linux') expect(children.length).toBeGreaterThan(0);
	const ended = once(running.process, 'exit');
	await running.app.evaluate(({ BrowserWindow }) => void setTimeout(() => BrowserWindow.getAllWindows()[0]?.close()));
	expect(await ended).toEqual([0, null]);
	await expect.poll(() => children.filter(isAlive)).toEqual([]);
	expect(filesIn(home).filter((file) => /-(wal|shm|journal)$/.test(file))).toEqual([]);
	await (await takePort(8917))();
	await (await takePort(8971))();
});

test('what is copied is taken off the clipboard at the end, unless it is somebody else’s by then', async ({
	launch,
}) => {
	const running = await launch();
	await connectPractice(running);
	const pane = await select(running, 'acme-gmbh');
	await pane.getByRole('button', { name: 'Copy token' }).click();
	await expect.poll(() => running.clipboard()).toMatch(/^\S{20,}$/);
	/** What the clipboard holds right after the app was told to quit. */
	const afterQuit = () =>
		running.app.evaluate(async ({ app, clipboard }) => {
			app.emit('before-quit', { preventDefault: () => undefined });
			await new Promise((resolve) => setTimeout(resolve, 100));
			return clipboard.readText();
		});
	expect(await afterQuit()).toBe('');

	await pane.getByRole('button', { name: /^Cop/ }).click();
	await expect.poll(() => running.clipboard()).toMatch(/^\S{20,}$/);
	await running.app.evaluate(({ clipboard }) => clipboard.writeText('a shopping list'));
	expect(await afterQuit()).toBe('a shopping list');
});

test('an app that is killed while a sign-in waits starts again with nothing half-done', async ({
	launch,
	cli,
	lab,
}) => {
	await addLab(cli, lab);
	const killed = await launch();
	await killed.window.getByRole('button', { name: 'Connect an org' }).click();
	await consent(await continueInBrowser(killed, labDataCenter.name), { org: 'globex' });
	// Whoever does not care for a name has the connection all the same.
	await expect(sheetOf(killed).getByRole('heading', { name: 'The org is connected' })).toBeVisible();
	await killed.window.keyboard.press('Escape');
	await expect(sheetOf(killed)).toBeHidden();
	await killed.window.getByRole('button', { name: 'Connect', exact: true }).click();
	const url = await continueInBrowser(killed, labDataCenter.name);
	const { callbackUrl } = await consent(url, { org: 'acme', stopAtRedirect: true });
	const children = descendantsOf(killed.process.pid ?? 0);
	await killed.kill();
	await expect.poll(() => children.filter(isAlive)).toEqual([]);
	await (await takePort(8917))();

	const running = await launch();
	await expect(running.row('globex-bv')).toContainText('Connected');
	expect(await running.snapshot()).toMatchObject({ connections: [{ alias: 'globex-bv' }], signIns: [] });
	await connect(running, 'acme', { dataCenter: labDataCenter.name, alias: 'half' });
	await expect(running.row('half')).toContainText('Connected');
	// The callback of the sign-in that died is nobody's now.
	await expect(fetch(callbackUrl)).rejects.toThrow();
});

test('after a whole run no file of the data folder holds a secret', async ({ launch, cli, lab, home }) => {
	await addLab(cli, lab);
	const running = await launch();
	const secrets: string[] = [labClient.secret];
	await openPractice(running);
	await sheetOf(running).getByRole('button', { name: 'Cancel' }).click();
	for (const [org, dataCenter] of [
		['acme', 'Practice Europe'],
		['acme-sandbox', labDataCenter.name],
	] as const) {
		await running.window.getByRole('button', { name: /^Connect( an org)?$/ }).click();
		const end = await consent(await continueInBrowser(running, dataCenter), { org });
		await nameIt(running, { alias: org });
		secrets.push(...secretsOfSignIn(end));
	}
	for (const alias of ['acme', 'acme-sandbox']) {
		const { stdout } = await cli.run(['token', alias]);
		secrets.push(stdout.trim(), ...(await secretsInKeychain()));
		const id = (await running.snapshot()).connections.find((one) => one.alias === alias)?.id;
		expect((await running.call('refresh', { id })).ok).toBe(true);
		expect((await running.call('copyToken', { id })).ok).toBe(true);
		secrets.push(await running.clipboard());
	}
	const id = (await running.snapshot()).connections.find(({ alias }) => alias === 'acme')?.id;
	expect((await running.call('startReauth', { id, scopes: [] })).ok).toBe(true);
	secrets.push(...secretsOfSignIn(await consent(await running.nextOpened(), { org: 'acme' })));
	await expect(running.window.getByText('acme is signed in again.')).toBeVisible();
	secrets.push(...(await secretsInKeychain()), ...(await running.opened()).flatMap(stateOf));
	secrets.push(...Object.values(practiceApiClient(['practice-us', 'practice-eu', 'practice-in']).secrets));

	const all = [...new Set(secrets)].filter((secret) => secret.length >= 16);
	expect(all.length).toBeGreaterThan(15);
	// While it runs, the log of the database is there, too.
	expect(filesThatHold(home, all)).toEqual([]);
	await running.close();
	expect(filesThatHold(home, all)).toEqual([]);
	// The scan finds what is there.
	expect(filesThatHold(home, [id ?? 'none']).length).toBeGreaterThan(0);
});

const stateOf = (url: string) => new URL(url).searchParams.getAll('state');
