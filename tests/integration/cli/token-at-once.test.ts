import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { removeBuiltCli } from './cli-harness.ts';
import { type Lab, noKeyring, openLab } from './lab.ts';
import { loadedBy } from './loaded-parts.ts';

afterAll(removeBuiltCli);

const plain = ['token', 'acme'];
/** The same wish in a form that takes the way of all verbs. */
const whole = ['token', 'acme', '--min-ttl', '5m'];

/** Changes the database as another program would, its sums untouched. */
function change({ cli }: Lab, sql: string): void {
	const db = new Database(join(cli.home, 'latchkey.db'));
	db.exec(sql);
	db.close();
}

/** Whether `latchkey token acme` came without the code of all verbs. */
async function isAtOnce({ cli }: Lab): Promise<boolean> {
	return (await loadedBy(cli, plain)).files.every((file) => !/[\\/]start-/.test(file));
}

async function connected(): Promise<Lab> {
	const lab = await openLab();
	await lab.connect('acme');
	expect(await isAtOnce(lab)).toBe(true);
	return lab;
}

describe.skipIf(noKeyring)('an access token that lives', () => {
	it('comes at once, whatever the case of its alias, is the one that every other way gives, and leaves nothing behind', async () => {
		const { cli, tokenCalls } = await connected();
		const [before, calls] = [readdirSync(cli.home), tokenCalls()];
		const ran = await cli.run(plain);
		expect(ran.stdout).toMatch(/^1000\.[0-9a-f]{32}\.[0-9a-f]{32}\n$/);
		expect(ran).toEqual(await cli.run(whole));
		expect(await cli.run(['token', 'ACME'])).toEqual(ran);
		expect(readdirSync(cli.home)).toEqual(before);
		expect(tokenCalls()).toBe(calls);
	});

	it.each([
		['ends in less than five minutes', `UPDATE access_token SET expires_at = ${Date.now() + 200_000}`],
		['ends later than any token can', `UPDATE access_token SET expires_at = ${Date.now() + 7_200_000}`],
		["is an earlier sign-in's", 'UPDATE access_token SET generation = generation - 1'],
		['is damaged', "UPDATE access_token SET sealed = CAST(sealed || x'00' AS BLOB)"],
	])('comes anew where the stored one %s', async (_, sql) => {
		const lab = await connected();
		change(lab, sql);
		const calls = lab.tokenCalls();
		const ran = await lab.cli.run(plain);
		expect(ran).toMatchObject({ code: 0, stderr: '' });
		expect(lab.tokenCalls()).toBe(calls + 1);
		expect(await lab.cli.run(whole)).toEqual(ran);
	});

	it.each([
		['its connection is revoked', "UPDATE connection SET status = 'revoked'"],
		['its revoke is queued', "UPDATE connection SET status = 'revoke_queued'"],
		['the keychain lost the entry', "UPDATE connection SET ref = (SELECT ref FROM vault_entry WHERE kind = 'canary')"],
		['the database is of a newer Latchkey', 'PRAGMA user_version = 999'],
	])('is refused as by every other way where %s', async (_, sql) => {
		const lab = await connected();
		change(lab, sql);
		const ran = await lab.cli.run(plain);
		expect(ran).toMatchObject({ stdout: '' });
		expect(ran.code).toBeGreaterThan(0);
		expect(await lab.cli.run(whole)).toEqual(ran);
	});

	it('waits for what is due before it: a search for damage, file modes, a keychain that was found emptied', async () => {
		const lab = await connected();
		const { home } = lab.cli;
		const dues: readonly (() => void)[] = [
			() => rmSync(join(home, 'latchkey.db-checked')),
			() => chmodSync(join(home, 'latchkey.db'), 0o644),
			() => change(lab, `INSERT INTO setting (key, value) VALUES ('vault_emptied', '{"keychain":"x","entries":1}')`),
		];
		for (const due of dues) {
			due();
			expect(await isAtOnce(lab), String(due)).toBe(false);
			expect(await isAtOnce(lab), String(due)).toBe(true);
		}
	});

	it('is refused for an alias that nobody has, and on a full disk', async () => {
		const { cli } = await connected();
		const mistyped = await cli.run(['token', 'acm']);
		expect(mistyped).toEqual(await cli.run(['token', 'acm', '--min-ttl', '5m']));
		expect(mistyped.stderr).toContain('Did you mean "acme"? `latchkey list` shows');
		const [node, script] = cli.command;

		const full = spawnSync('sh', ['-c', '"$0" "$@" > /dev/full', node, script, ...plain], {
			env: { ...process.env, LATCHKEY_HOME: cli.home },
			encoding: 'utf8',
		});
		expect(full.stderr).toContain('OUTPUT_FAILED');
	});
});
