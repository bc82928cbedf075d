import { spawnSync } from 'node:child_process';
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { codeOf, minute, world } from './world.ts';

it('I7: no file, audit row, view or event holds a token, code, client secret, verifier or state', async () => {
	const w = await world();
	const said: unknown[] = [];
	w.core.subscribe((event) => said.push(event));
	const states: string[] = [];
	const started = await w.core.signIns.connect({
		apiClient: 'Practice',
		dataCenter: 'practice-eu',
		alias: 'acme',
		customer: null,
		scopes: [],
	});
	states.push(new URL(started.authorizationUrl).searchParams.get('state') ?? '');
	await followConsent(started.authorizationUrl, { org: 'acme' });
	await started.result;
	const seenWhileOpen = [...w.files().values()];
	w.crm.faults.next({ path: '/crm/v8/org', times: 3, fault: { status: 503 } });
	expect(await codeOf(w.connect({ org: 'globex' }))).toBe('SIGN_IN_UNFINISHED');
	seenWhileOpen.push(...w.files().values());
	await w.core.recover();
	await w.reauth('acme');
	w.clock.at += 60 * minute;
	w.crm.faults.next({ path: '/oauth/v2/token', fault: 'new-refresh-token' });
	await w.core.connections.token('acme', 300);
	said.push(
		w.core.connections.list(),
		w.core.apiClients.list(),
		w.core.dataCenters.list(),
		w.core.audit.list(),
		w.core.signIns.list(),
	);
	await w.core.connections.revoke('acme');
	seenWhileOpen.push(...w.files().values());
	await w.close();

	const secrets = [...w.http.secrets(), ...states, ...Object.values(w.apiClient.secrets)];
	expect(secrets.length).toBeGreaterThan(12);
	const heard = inspect(said, { depth: 20, maxArrayLength: null, maxStringLength: null });
	for (const secret of secrets) {
		for (const form of [secret, Buffer.from(secret).toString('base64url'), Buffer.from(secret).toString('hex')]) {
			expect([...seenWhileOpen, ...w.files().values()].some((bytes) => bytes.includes(form))).toBe(false);
		}
		expect(heard).not.toContain(secret);
	}
	w.open();
});

it('S11: with an open umask the folder is 0700 and every file in it 0600', async () => {
	const old = process.umask(0);
	try {
		const w = await world();
		await w.connect();
		const found = spawnSync('find', [w.folder, '-mindepth', '1', '-printf', '%y %m %f\n'], { encoding: 'utf8' }).stdout;
		const wrong = found
			.split('\n')
			.filter((line) => line !== '' && !line.startsWith('d 700') && !line.startsWith('f 600'));
		expect(wrong).toEqual([]);
	} finally {
		process.umask(old);
	}
});
