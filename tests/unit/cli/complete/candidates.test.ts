import { describe, expect, it } from 'vitest';
import { completionGrammar } from '../../../../scripts/docs/completion-grammar.ts';
import { commands } from '../../../../src/cli/commands/index.ts';
import { candidates } from '../../../../src/cli/complete/candidates.ts';

const grammar = completionGrammar();
const names: Readonly<Record<string, readonly string[]>> = {
	alias: ['acme', 'acme-sandbox', 'globex'],
	customer: ['Acme GmbH'],
	tag: ['vip'],
	'api-client': ['agency'],
	'data-center': ['eu', 'us'],
};
const fits = (...typed: readonly string[]) => {
	const found = candidates(grammar, typed.slice(0, -1), typed.at(-1) ?? '', (kind) => names[kind] ?? []);
	return found === 'paths' ? found : found.map(({ word }) => word);
};

describe('what completes a command line', () => {
	it.each([
		[['tok'], ['token']],
		[['--json', 'tok'], ['token']],
		[
			['api-client', ''],
			['add', 'change', 'list', 'remove'],
		],
		[['api-client', 'r'], ['remove']],
		[['help', 'api-'], ['api-client']],
		[['help', 'api-client', 'c'], ['change']],
		[
			['show', ''],
			['acme', 'acme-sandbox', 'globex'],
		],
		[['show', 'g'], ['globex']],
		[
			['check', 'acme', ''],
			['acme-sandbox', 'globex'],
		],
		[['check', '--', 'g'], ['globex']],
		[['check', '--', '--a'], []],
		[['token', 'acme', '--format', 'd'], ['dotenv']],
		[['token', 'acme', '--format=d'], ['--format=dotenv']],
		[['list', '--customer', ''], ['Acme GmbH']],
		[['list', '--customer=A'], ['--customer=Acme GmbH']],
		[['list', '--tag', ''], ['vip']],
		[['list', '--environment', 's'], ['sandbox']],
		[['list', '--status', 'needs'], ['needs_reauth']],
		[['list', '--data-center', 'e'], ['eu']],
		[['connect', '--api-client', ''], ['agency']],
		[['api-client', 'remove', ''], ['agency']],
		[['api-client', 'add', '--type', 'self'], ['self-client']],
		[['edit', 'acme', '--colour', 'r'], ['red']],
		[['edit', 'acme', '--tag', 'vip', '--ta'], ['--tag']],
		[['token', 'acme', '--yes', '--y'], []],
		[['revoke', '-y', '--y'], []],
		[['revoke', '-y'], ['-y']],
		[['vault', 'use', 'p'], ['passphrase']],
		[['completion', 'f'], ['fish']],
		[['backup', 'l'], ['list']],
		[
			['exec', 'a'],
			['acme', 'acme-sandbox'],
		],
		[['frobnicate', ''], []],
		[['list', '--frob', ''], fits('list', '')],
	])('fits after %j', (typed, expected) => {
		expect(fits(...typed)).toEqual(expected);
	});

	it.each([
		[['scan', '']],
		[['restore', '']],
		[['export', 'bundle', '~/']],
		[['token', 'acme', '--out', '']],
		[['token', 'acme', '--out=./']],
		[['exec', 'acme', '--', 'no']],
		[['exec', 'acme', '--', 'node', '--te']],
	])('is a path after %j', (typed) => {
		expect(fits(...typed)).toBe('paths');
	});

	it('has every command, and every option of each, with its help', () => {
		const found = candidates(grammar, [], '', () => []);
		const verbs = commands.map(({ name }) => name.split(' ')[0]);
		expect(found === 'paths' ? [] : found.map(({ word }) => word)).toEqual(
			expect.arrayContaining([...new Set(verbs), '--json', '--help']),
		);
		for (const { name, options } of commands) {
			const shown = candidates(grammar, name.split(' '), '--', () => []);
			expect(shown === 'paths' ? [] : shown.filter(({ help }) => help).map(({ word }) => word)).toEqual(
				expect.arrayContaining(Object.keys(options).map((option) => `--${option}`)),
			);
		}
	});

	it('never asks the store where a command or an option is typed', () => {
		const asked: string[] = [];
		for (const typed of [[''], ['sh'], ['show', '--'], ['token', 'acme', '--format', ''], ['scan', '']])
			candidates(grammar, typed.slice(0, -1), typed.at(-1) ?? '', (kind) => {
				asked.push(kind);
				return [];
			});
		expect(asked).toEqual([]);
	});
});
