import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { type Cli, removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

/** Runs the CLI on a terminal where nobody types anything. */
function onTerminal(cli: Cli, args: readonly string[], redirect = '') {
	const command = `exec ${[...cli.command, ...args].map((word) => `'${word}'`).join(' ')} ${redirect}`;
	const child = spawn('script', ['-qec', command, '/dev/null'], { env: { ...process.env, LATCHKEY_HOME: cli.home } });
	let shown = '';
	child.stdout.on('data', (text) => (shown += text));
	return new Promise<{ code: number | null; shown: string }>((resolve) => {
		child.once('close', (code) => resolve({ code, shown: shown.replaceAll('\r\n', '\n') }));
	});
}

const status = async (cli: Cli) => (await cli.json<ConnectionView>(['show', 'acme'])).data.status;

describe.skipIf(noKeyring || process.platform !== 'linux')('--no-prompt on a terminal', () => {
	it('refuses what would be asked, and names the option that answers it', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		await connect('globex', 'globex');
		for (const [args, answer] of [
			[['revoke', 'acme'], '--yes'],
			[['revoke', '--all'], '--yes'],
			[['forget', 'acme'], '--yes'],
			[['export', 'sdk-store', 'acme', '--file', join(cli.home, 'plain.txt')], '--yes'],
			[['reauth', 'acme', '--no-browser', '--scope', 'ZohoCRM.modules.ALL'], '--yes'],
			[['api-client', 'add', '--name', 'new', '--client-id', 'ID'], 'a pipe or a file on stdin'],
			[['connect', '--api-client', 'agency', '--refresh-token-stdin'], 'a pipe or a file on stdin'],
		] as const) {
			const { code, shown } = await onTerminal(cli, [...args, '--no-prompt']);
			expect([code, shown], args.join(' ')).toEqual([2, expect.stringContaining(`Answer it with ${answer}.`)]);
			expect(shown).toContain('(PROMPT_REFUSED)');
			expect(shown).not.toContain('[y/N]');
		}
		expect(await status(cli)).toBe('connected');
		expect((await onTerminal(cli, ['--no-prompt', 'revoke', 'acme', '--yes'])).code).toBe(0);
		expect(await status(cli)).toBe('revoked');
	});
});

describe.skipIf(noKeyring)('--dry-run', () => {
	it('shows what would be done, and does nothing', async () => {
		const { cli, connect, crm } = await openLab();
		await connect('acme');
		await connect('globex', 'globex');
		await cli.json(['revoke', 'globex']);
		const calls = crm.requests.length;
		const before = await cli.json(['list']);
		const lines = async (...args: string[]) => {
			const ran = await cli.run([...args, '--dry-run']);
			expect(ran).toMatchObject({ code: 0, stderr: '' });
			return ran.stdout;
		};
		expect(await lines('check', '--all')).toBe('acme: would check (Acme GmbH, PROD)\n');
		expect(await lines('refresh', 'acme', 'ACME')).toBe('acme: would refresh (Acme GmbH, PROD)\n');
		expect(await lines('revoke', '--all')).toBe(
			'acme: would revoke (Acme GmbH, PROD)\nglobex: would skip (Globex BV, PROD)\n',
		);
		expect(await lines('revoke', 'acme')).toBe('acme: would revoke (Acme GmbH, PROD)\n');
		expect(await lines('forget', 'acme')).toContain('would forget, leaving its token alive at Zoho');
		expect(await lines('forget', 'globex')).toBe('globex: would forget (Globex BV, PROD)\n');
		expect((await cli.json(['revoke', 'acme', 'nobody', '--dry-run'], 1)).error?.code).toBe('CONNECTION_UNKNOWN');
		expect(crm.requests).toHaveLength(calls);
		expect(await cli.json(['list'])).toEqual(before);
	});
});

describe.skipIf(noKeyring || process.platform !== 'linux')('progress', () => {
	it('stands on the terminal while the results go elsewhere, and goes at the end', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		await connect('globex', 'globex');
		const { code, shown } = await onTerminal(cli, ['check', '--all'], '> /dev/null');
		expect({ code, shown }).toEqual({ code: 0, shown: '\r1 of 2\r2 of 2\r      \r' });
		expect((await onTerminal(cli, ['check', '--all', '--quiet'], '> /dev/null')).shown).toBe('');
		expect((await onTerminal(cli, ['check', '--all'])).shown).not.toContain(' of ');
		expect((await cli.run(['check', '--all'])).stderr).toBe('');
	});
});
