import { execFile } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Cli, type Ran, removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

const examples = resolve(import.meta.dirname, '../../../examples');

/** Runs an example with a `latchkey` in the PATH. */
function runScript(cli: Cli, script: string, args: readonly string[]): Promise<Ran> {
	const command = join(cli.home, 'latchkey');
	writeFileSync(command, `#!/bin/sh\nexec '${cli.command.join("' '")}' "$@"\n`);
	chmodSync(command, 0o700);
	const env = { ...process.env, LATCHKEY_HOME: cli.home, PATH: [cli.home, process.env.PATH].join(delimiter) };
	return new Promise((done) => {
		execFile(join(examples, script), args, { env }, (error, stdout, stderr) =>
			done({ code: error ? Number(error.code) : 0, stdout, stderr }),
		);
	});
}

describe.skipIf(noKeyring || process.platform === 'win32')('the example', () => {
	const program = [process.execPath, join(examples, 'org-name.mjs')];

	it('org-name.mjs goes on with a fresh token when Zoho no longer takes its own', async () => {
		const { cli, crm, connect } = await openLab();
		await connect('acme', 'acme-sandbox');
		const args = ['exec', 'acme', '--broker', '--', ...program];
		expect(await cli.run(args)).toEqual({ code: 0, stdout: 'Acme GmbH\n', stderr: '' });
		crm.faults.next({ path: '/crm/v8/org', fault: { status: 401, body: '{}' } });
		expect(await cli.run(args)).toEqual({ code: 0, stdout: 'Acme GmbH\n', stderr: '' });
		crm.faults.next({ path: '/crm/v8/org', fault: { status: 401, body: '{}' } });
		expect((await cli.run(['exec', 'acme', '--', ...program])).stderr).toContain('Zoho answered 401');
	});

	it('each-tagged.sh runs on each, and names what needs a person', async () => {
		const { cli, crm, connect } = await openLab();
		for (const org of ['acme-sandbox', 'globex']) {
			await connect(org, org);
			await cli.json(['edit', org, '--tag', 'nightly']);
		}
		const args = ['nightly', ...program];
		const both = await runScript(cli, 'each-tagged.sh', args);
		expect(both).toMatchObject({ code: 1, stdout: 'Acme GmbH\n' });
		expect(both.stderr).toContain('"globex" is a production org.');
		expect(both.stderr).toContain('globex: refused, see above\n');
		await cli.json(['edit', 'globex', '--no-tags']);
		// A job that runs on nothing, or with nothing, is no success.
		const none = {
			code: 1,
			stdout: '',
			stderr: 'no connection has the tag nigthly: latchkey edit ALIAS --add-tag nigthly\n',
		};
		expect(await runScript(cli, 'each-tagged.sh', ['nigthly', ...program])).toEqual(none);
		expect(await runScript(cli, 'each-tagged.sh', [])).toMatchObject({
			code: 2,
			stderr: expect.stringContaining('usage:'),
		});
		expect(await runScript(cli, 'each-tagged.sh', args)).toEqual({ code: 0, stdout: 'Acme GmbH\n', stderr: '' });
		await crm.revokeEverywhere('anna.keller@example.test');
		await cli.run(['refresh', 'acme-sandbox']);
		await cli.run(['revoke', 'acme-sandbox']);
		const ended = await runScript(cli, 'each-tagged.sh', args);
		expect(ended.stderr).toContain('acme-sandbox: sign in again: latchkey reauth acme-sandbox\n');
	});
});
