import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AppError } from '../../../../src/core/domain/app-error.ts';
import { formatToken, type TokenFormat } from '../../../../src/core/export/format-token.ts';
import { tokenVariables } from '../../../../src/core/export/token-variables.ts';
import { seed } from '../../../integration/core/seeded.ts';
import { exportedToken, hostileText, type OddValues, printableLine } from './hostile-token.ts';
import { readBruno, readDotenv } from './readers.ts';

const draws = 4500;

interface Carried {
	readonly text: string;
	readonly values: Readonly<Record<string, string>>;
}

/** Thousands of tokens with hostile values in a form; those that the form refuses are left out, and 2,000 at least are left. */
function carried(format: TokenFormat): readonly Carried[] {
	const values = fc.oneof({ weight: 1, arbitrary: hostileText }, { weight: 2, arbitrary: printableLine });
	const odd: fc.Arbitrary<OddValues> = fc.record({ accessToken: printableLine, orgId: values, orgName: hostileText });
	const all = fc.sample(odd, { seed, numRuns: draws }).flatMap((one) => {
		const token = exportedToken(one);
		try {
			const pairs = tokenVariables(token).map(({ name, value }) => [name, value]);
			return [{ text: formatToken(token, format), values: Object.fromEntries(pairs) }];
		} catch (error) {
			expect(error).toMatchObject({ code: 'EXPORT_REFUSED' } satisfies Partial<AppError>);
			return [];
		}
	});
	expect(all.length).toBeGreaterThan(2000);
	return all;
}

/** A folder that must stay empty: the hostile texts make a file in it where one of them is run. */
function emptyFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-export-'));
	onTestFinished(() => {
		expect(readdirSync(folder)).toEqual([]);
		rmSync(folder, { recursive: true });
	});
	return folder;
}

/** What a shell prints that runs a script, cut at its NULs. */
function shellOutput(shell: string, script: string): readonly string[] {
	const [folder, beside] = [emptyFolder(), mkdtempSync(join(tmpdir(), 'latchkey-script-'))];
	onTestFinished(() => rmSync(beside, { recursive: true }));
	const file = join(beside, 'script');
	writeFileSync(file, script);
	const options = { cwd: folder, encoding: 'utf8', maxBuffer: 1e8, env: { PATH: process.env.PATH ?? '' } } as const;
	return execFileSync(shell, [file], options).split('\0').slice(0, -1);
}

const shells = ['sh', 'bash'];
const names = Object.keys(Object.fromEntries(tokenVariables(exportedToken()).map(({ name }) => [name, ''])));

describe.skipIf(process.platform === 'win32')(`what a shell reads (LATCHKEY_SEED=${seed})`, () => {
	it.each(shells)('is every value of the env form, byte for byte, and nothing runs: %s', (shell) => {
		const all = carried('env');
		const shown = names.map((name) => `"$${name}"`).join(' ');
		const script = all.map(({ text }) => `(${text}\nprintf '%s\\0' ${shown})`).join('\n');
		expect(shellOutput(shell, script)).toEqual(all.flatMap(({ values }) => names.map((name) => values[name])));
	});

	it.each(shells)('is every value of the dotenv form, too: %s', (shell) => {
		const all = carried('dotenv');
		const shown = names.map((name) => `"$${name}"`).join(' ');
		const script = all.map(({ text }) => `(${text}\nprintf '%s\\0' ${shown})`).join('\n');
		expect(shellOutput(shell, script)).toEqual(all.flatMap(({ values }) => names.map((name) => values[name])));
	});

	it.each(shells)('is one header and one URL of the curl form: %s', (shell) => {
		const odd = fc.record({ accessToken: printableLine, apiDomain: printableLine });
		const all = fc.sample(odd, { seed, numRuns: draws });
		const script = ['curl() { printf \'%s\\0\' "$@"; }', ...all.map((one) => formatToken(exportedToken(one), 'curl'))];
		const expected = all.flatMap(({ accessToken, apiDomain }) => [
			...['--globoff', '-H', `Authorization: Zoho-oauthtoken ${accessToken}`, '--url', `${apiDomain}/crm/v8/org`],
		]);
		expect(shellOutput(shell, script.join('\n'))).toEqual(expected);
	});
});

describe(`what other readers read (LATCHKEY_SEED=${seed})`, () => {
	it('is every value of the dotenv form: dotenv, and Node as a function and as --env-file', () => {
		const all = carried('dotenv');
		for (const { text, values } of all) {
			expect(parseEnv(text)).toEqual(values);
			expect(Object.fromEntries(readDotenv(text))).toEqual(values);
		}
		const numbered = all.map(({ text }, at) => text.replaceAll(/^(?=ZOHO_)/gm, `T${at}_`));
		const folder = mkdtempSync(join(tmpdir(), 'latchkey-export-'));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		writeFileSync(join(folder, '.env'), numbered.join('\n'));
		const print = 'process.stdout.write(JSON.stringify(process.env))';
		const args = [`--env-file=${join(folder, '.env')}`, '-e', print];
		const read = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e8, env: {} }));
		const expected = all.flatMap(({ values }, at) => names.map((name) => [`T${at}_${name}`, values[name]]));
		expect(read).toEqual(Object.fromEntries(expected));
	});

	it('is every value of the Bruno form', () => {
		for (const { text, values } of carried('bruno')) expect(Object.fromEntries(readBruno(text))).toEqual(values);
	});

	it('is every value of the Postman form, with a name that is one line', () => {
		for (const { text, values } of carried('postman')) {
			const read: { name: string; values: { key: string; value: string }[] } = JSON.parse(text);
			expect(Object.fromEntries(read.values.map(({ key, value }) => [key, value]))).toEqual(values);
			expect(read.name).toMatch(/^acme \([^\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]*, production\)$/u);
		}
	});

	it('is every value of the JSON form, which refuses none', () => {
		const all = carried('json');
		expect(all).toHaveLength(draws);
		for (const { text, values } of all) {
			expect(JSON.parse(text)).toMatchObject({ accessToken: values.ZOHO_ACCESS_TOKEN, orgId: values.ZOHO_ORG_ID });
		}
	});
});
