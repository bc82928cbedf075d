import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { requireFile } from '../../core/adapters/system/require-file.ts';
import type { Core } from '../../core/create-core.ts';
import { AppError, asAppError } from '../../core/domain/app-error.ts';
import type { BundleContent } from '../../core/usecases/bundle/bundle-content.ts';
import { maxBundleBytes, requireBundle } from '../../core/usecases/bundle/bundle-file.ts';
import type { BundleRow } from '../../core/usecases/bundle/import-bundle.ts';
import type { ConnectionView } from '../../shared/views.ts';
import { type Command, dryRunOption, type Outcome, type Session, type Typed } from '../command.ts';
import { counted } from '../output/counted.ts';
import { plainText } from '../output/plain-text.ts';
import { table } from '../output/table.ts';

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
		'bundle-passphrase-stdin': { type: 'boolean', help: 'read the passphrase of the bundle from stdin' },
		yes: { type: 'boolean', short: 'y', help: 'do not ask' },
		...dryRunOption,
	},
	targets: [1, 1],
	targetsAre: 'path',
	example: 'latchkey import bundle ~/latchkey.bundle --dry-run\nlatchkey import bundle ~/latchkey.bundle',
	run: async (session, typed) => {
		const path = resolve(typed.targets[0] ?? '');
		const text = readBundle(path);
		const passphrase = await session.passphrases.ofBundle('import bundle', typed.flag('bundle-passphrase-stdin'));
		const core = session.core();
		if (typed.flag('dry-run')) return planned(session, typed, await core.bundles.open(text, passphrase, path));
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
		else warn(notTrusted(one.id));
	}
}

function notTrusted(dataCenter: string): string {
	return `The data center "${dataCenter}" is not trusted here; its connections are not imported.`;
}

/** The plan is the result: on stdout, as tables are. Nobody is asked whom to trust. */
function planned(session: Session, typed: Typed, content: BundleContent): Outcome {
	const { rows, newDataCenters } = session.core().bundles.plan(content);
	const wouldImport = chosenOf(rows, typed.text('only')).map(({ number }) => number);
	for (const { id } of newDataCenters) session.warn(notTrusted(id));
	sayProblems(session, rows);
	session.say(`Would import ${counted(wouldImport.length, 'connection')}. Nothing was changed.`);
	return {
		data: { dryRun: true, connections: rows, wouldImport },
		lines: bundleTable(rows, session.terminal.columns),
	};
}

function preview(session: Session, rows: readonly BundleRow[]): void {
	if (session.json) return;
	for (const line of bundleTable(rows, session.terminal.columns ?? 120)) session.say(line);
	sayProblems(session, rows);
}

function sayProblems({ say, json }: Session, rows: readonly BundleRow[]): void {
	if (rows.length === 0) say('There are no connections in it.');
	for (const { number, problem } of rows) if (problem && !json) say(plainText(`Number ${number}: ${problem.message}`));
}

function bundleTable(rows: readonly BundleRow[], columns: number | null): readonly string[] {
	if (rows.length === 0) return [];
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
	return table(headings, cells, columns, { spare: ['USER', 'ORG'] });
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
