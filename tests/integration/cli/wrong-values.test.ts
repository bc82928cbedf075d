import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { Cli, envelopeOf, removeBuiltCli } from './cli-harness.ts';

afterAll(removeBuiltCli);

const closedLists = commands.flatMap(({ name, options }) =>
	Object.entries(options).flatMap(([option, { takes }]) => (Array.isArray(takes) ? [[name, option] as const] : [])),
);

describe('a value that is wrong by itself', () => {
	it.each(closedLists)(
		'latchkey %s --%s: is said before anything that is missing, and opens nothing',
		async (name, option) => {
			const cli = await Cli.open();
			const { error } = await cli.json([...name.split(' '), `--${option}`, 'moon'], 2);
			expect(error).toMatchObject({ code: 'USAGE', message: expect.stringContaining(`--${option} takes one of `) });
			expect(readdirSync(cli.home)).toEqual([]);
		},
	);

	it.each([
		[['connect', '--alias', 'two words'], 'ALIAS_REFUSED'],
		[['connect', '--scope', 'all of them'], 'SCOPE_REFUSED'],
		[['connect', '--customer', 'a\nb'], 'LABEL_REFUSED'],
		[['connect', '--paste', '--device'], 'USAGE'],
		[['reauth', 'nobody', '--scope', 'x y'], 'SCOPE_REFUSED'],
		[['reauth', 'nobody', '--paste', '--device'], 'USAGE'],
		[['edit', 'nobody', '--tag', 'two words'], 'LABEL_REFUSED'],
		[['edit', 'nobody', '--pin', '--unpin'], 'USAGE'],
		[['token', '--tag', 'none', '--min-ttl', 'soon'], 'USAGE'],
		[['token', '--tag', 'none', '--out', 'x'], 'USAGE'],
		[['exec', '--tag', 'none', '--min-ttl', 'soon', '--', 'true'], 'USAGE'],
		[['exec', '--tag', 'none'], 'USAGE'],
		[['import', 'sdk-store', '--file', 'a', '--sqlite', 'b'], 'USAGE'],
		[['api-client', 'add', '--redirect-uri', 'x'], 'REDIRECT_URI_REFUSED'],
		[['api-client', 'change', 'nobody', '--scope', 'x y'], 'SCOPE_REFUSED'],
		[['audit', 'nobody', '--since', 'noon'], 'USAGE'],
		[['audit', 'nobody', '--since', '2026-02-31'], 'USAGE'],
		[['connect', '--scope', ''], 'USAGE'],
		[['reauth', 'nobody', '--scope', ' ,'], 'USAGE'],
		[['api-client', 'change', 'nobody', '--scope', ''], 'USAGE'],
		[['token', 'nobody', '--format', 'env', '--out', '-'], 'USAGE'],
		[['export', 'bundle', '-'], 'USAGE'],
		[['backup', '--to', '-'], 'USAGE'],
		[['offboard', '--customer', 'nobody', '--report', '-'], 'USAGE'],
	])('%j is refused as such, whatever else is wrong, and opens nothing', async (args, code) => {
		const cli = await Cli.open();
		const ran = await cli.run(['--json', ...args]);
		expect([ran.code, envelopeOf(ran).error?.code]).toEqual([2, code]);
		expect(readdirSync(cli.home)).toEqual([]);
	});

	it('may be the name of a data center, which is said before that no API client is there', async () => {
		const cli = await Cli.open();
		expect((await cli.json(['connect', '--data-center', 'moon'], 1)).error?.code).toBe('DATA_CENTER_UNKNOWN');
		expect((await cli.json(['connect', '--data-center', 'EU'], 2)).error?.message).toContain('no API client yet');
	});
});
