import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { writePrivateFile } from '../../core/adapters/system/private-file.ts';
import { requireFile } from '../../core/adapters/system/require-file.ts';
import type { Core } from '../../core/create-core.ts';
import { AppError, asAppError } from '../../core/domain/app-error.ts';
import type { BundleContent } from '../../core/usecases/bundle/bundle-content.ts';
import { maxBundleBytes, requireBundle } from '../../core/usecases/bundle/bundle-file.ts';
import type { BundleRow } from '../../core/usecases/bundle/import-bundle.ts';
import type { ConnectionView } from '../../shared/views.ts';
import type { Command, Outcome, Session, Typed } from '../command.ts';
import { counted } from '../output/counted.ts';
import { plainText } from '../output/plain-text.ts';
import { table } from '../output/table.ts';

const passphraseOption = { type: 'boolean', help: 'read the passphrase of the bundle from stdin' } as const;

export const exportBundle: Command = {
	name: 'export bundle',
	form: 'FILE',
	summary: 'Write every connection into a file that a passphrase opens, for another computer',
	notes: [
		'Without --with-secrets nothing in it is a secret of Zoho: on the other computer each connection is there and needs one sign-in. Practice connections stay here.',
		'With secrets both computers hold the same refresh tokens: whoever has the file and guesses the passphrase can use them until they are revoked. Remove the file once it was imported.',
	],
	options: {
		'with-secrets': { type: 'boolean', help: 'with refresh tokens and client secrets; asks twice' },
		'bundle-passphrase-stdin': passphraseOption,
		yes: { type: 'boolean', short: 'y', help: 'do not ask; replaces a file that is there' },
	},
	targets: [1, 1],
	targetsAre: 'path',
	example: 'latchkey export bundle ~/latchkey.bundle',
	run: async (session, typed) => {
		const path = resolve(typed.targets[0] ?? '');
		const core = session.core();
		const withSecrets = typed.flag('with-secrets');
		if (withSecrets) await askTwice(session, typed, path);
		const onStdin = typed.flag('bundle-passphrase-stdin');
		const passphrase = await session.passphrases.newForBundle('export bundle', onStdin);
		const { text, count } = await core.bundles.export(passphrase, withSecrets);
		writePrivateFile(path, text, typed.flag('yes'), 'export bundle');
		const secrets = withSecrets
			? `with ${counted(count.refreshTokens, 'refresh token')} and ${counted(count.clientSecrets, 'client secret')}`
			: 'without secrets: each needs one sign-in on the other computer';
		const what = `${counted(count.connections, 'connection')}, ${counted(count.apiClients, 'API client')}`;
		const practice = core.connections.list().filter((one) => one.practice).length;
		if (practice > 0) session.say(`Not in it: ${counted(practice, 'practice connection')}, which stay here.`);
		return { data: { path, ...count }, lines: [plainText(`${path}: ${what}, ${secrets}`)] };
	},
};

async function askTwice({ core, terminal }: Session, typed: Typed, path: string): Promise<void> {
	if (typed.flag('yes')) return;
	const refuse = new AppError('USAGE', { problem: 'Writing secrets needs --yes here.', command: 'export bundle' });
	if (!terminal.isInteractive) throw refuse;
	const held = core()
		.connections.list()
		.filter(({ practice }) => !practice);
	const production = held.filter(({ environment }) => environment === 'production').length;
	const first = `Write the refresh tokens of ${counted(held.length, 'connection')} (${production} PROD) and the client secrets to ${path}?`;
	const second =
		'Whoever gets that file and guesses its passphrase can read and change the data of these customers until you revoke each token. Write it all the same?';
	for (const question of [first, second])
		if (!(await terminal.confirm(plainText(question), '--yes'))) throw new AppError('CANCELLED');
}

export const importBundle: Command = {
	name: 'import bundle',
	form: 'FILE',
	summary: 'Take over connections from a bundle of another computer',
	notes: [
		'Shows what is in it and asks; in a script nothing is imported without --yes. What is here already is never changed. An alias that is taken gets another one. Each connection is imported whole or not at all.',
		"A data center of somebody's own is trusted only where a person says yes, or by `data-center add` before: client secrets and tokens go to its hosts.",
	],
	options: {
		only: { type: 'string', value: 'NUMBERS', help: 'only these, by their number in the preview: 1,3' },
		'bundle-passphrase-stdin': passphraseOption,
		yes: { type: 'boolean', short: 'y', help: 'do not ask' },
	},
	targets: [1, 1],
	targetsAre: 'path',
	example: 'latchkey import bundle ~/latchkey.bundle',
	run: async (session, typed) => {
		const path = resolve(typed.targets[0] ?? '');
		const text = readBundle(path);
		const passphrase = await session.passphrases.ofBundle('import bundle', typed.flag('bundle-passphrase-stdin'));
		const core = session.core();
		await core.recover();
		const content = await core.bundles.open(text, passphrase, path);
		await trustOrLeave(session, core, content);
		const { rows } = core.bundles.plan(content);
		preview(session, rows);
		const chosen = chosenOf(rows, typed.text('only'));
		if (chosen.length > 0 && !(await mayGoOn(session, typed, chosen.length))) return outcome(rows, []);
		const results = [];
		for (const row of chosen) results.push(await take(session, core, content, row));
		return outcome(rows, results);
	},
};

/** Before a passphrase is asked for. Throws FILE_UNREADABLE, and BUNDLE_REFUSED for what is too big or no bundle. */
function readBundle(path: string): string {
	if (requireFile(path).size > maxBundleBytes) {
		const problem = `it is larger than ${maxBundleBytes / 1024 / 1024} MB`;
		throw new AppError('BUNDLE_REFUSED', { path, problem });
	}
	const text = readFileSync(path, 'utf8');
	requireBundle(text, path);
	return text;
}

/** Each on its own, with its hosts; a script trusts nobody by importing. */
async function trustOrLeave({ terminal, json, warn }: Session, core: Core, content: BundleContent): Promise<void> {
	for (const one of core.bundles.plan(content).newDataCenters) {
		const question = `The bundle trusts a data center of somebody's own, "${one.id}". Send client secrets to ${one.accountsUrl} and tokens to ${one.apiUrl}?`;
		const yes = terminal.mayAsk && !json && (await terminal.confirm(plainText(question), '`latchkey data-center add`'));
		if (yes) core.dataCenters.add(one);
		else warn(`The data center "${one.id}" is not trusted here; its connections are not imported.`);
	}
}

function preview({ say, json, terminal }: Session, rows: readonly BundleRow[]): void {
	if (rows.length === 0) say('There are no connections in it.');
	if (json || rows.length === 0) return;
	const cells = rows.map((row) => [
		String(row.number),
		row.as ?? row.alias,
		row.org,
		row.user,
		row.dataCenter,
		row.hasSecret ? 'with its token' : 'needs a sign-in',
		row.state === 'held' ? `held here as ${row.as}` : row.state === 'new' ? 'new' : 'cannot be imported',
	]);
	const headings = ['NUMBER', 'ALIAS', 'ORG', 'USER', 'DATA CENTER', 'SECRET', 'STATE'];
	for (const line of table(headings, cells, terminal.columns ?? 120, { spare: ['USER', 'ORG'] })) say(line);
	for (const { number, problem } of rows) if (problem) say(plainText(`Number ${number}: ${problem.message}`));
}

/** The new ones, or those that were named. Throws USAGE for a number that is not there or cannot be imported. */
function chosenOf(rows: readonly BundleRow[], only: string | null): readonly BundleRow[] {
	const fresh = rows.filter(({ state }) => state === 'new');
	if (only === null) return fresh;
	return [...new Set(only.split(','))].map((text) => {
		const found = fresh.find(({ number }) => String(number) === text.trim());
		if (found) return found;
		const problem = `--only ${text.slice(0, 20)}: no connection of that number can be imported.`;
		throw new AppError('USAGE', { problem, command: 'import bundle' });
	});
}

/** Whether to import. A script says so by --yes; without it the preview is all. */
async function mayGoOn({ terminal, say }: Session, typed: Typed, count: number): Promise<boolean> {
	if (typed.flag('yes')) return true;
	if (!terminal.isInteractive) {
		say(`Nothing was imported. Say --yes to import ${counted(count, 'connection')}.`);
		return false;
	}
	if (await terminal.confirm(`Import ${counted(count, 'connection')}?`, '--yes')) return true;
	throw new AppError('CANCELLED');
}

type Result =
	| { readonly number: number; readonly ok: true; readonly connection: ConnectionView; readonly error?: never }
	| { readonly number: number; readonly ok: false; readonly error: AppError };

async function take({ json, terminal }: Session, core: Core, content: BundleContent, row: BundleRow): Promise<Result> {
	try {
		return { number: row.number, ok: true, connection: await core.bundles.take(content, row.number) };
	} catch (error) {
		const failed = asAppError(error);
		const line = `number ${row.number}: not imported: ${failed.words.message} (${failed.code})`;
		if (!json) terminal.explain(plainText(line), '  ');
		return { number: row.number, ok: false, error: failed };
	}
}

function outcome(rows: readonly BundleRow[], results: readonly Result[]): Outcome {
	const failed = results.find(({ ok }) => !ok)?.error;
	const next = ({ alias, status }: ConnectionView) =>
		status === 'needs_reauth' ? `latchkey reauth ${alias}` : `latchkey check ${alias}`;
	return {
		data: {
			connections: rows,
			results: results.map((result) => (result.ok ? result : { ...result, error: result.error.words })),
		},
		lines: results.flatMap((result) =>
			result.ok ? [plainText(`${result.connection.alias}: imported; next: ${next(result.connection)}`)] : [],
		),
		...(failed ? { exitCode: failed.exitCode } : {}),
	};
}
