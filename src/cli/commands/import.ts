import { requireFile } from '../../core/adapters/system/require-file.ts';
import type { MySqlPlace } from '../../core/adapters/token-stores/mysql-token-store.ts';
import { AppError, asAppError } from '../../core/domain/app-error.ts';
import type { OAuthToken } from '../../core/domain/oauth-token.ts';
import { isThisComputer, requireName } from '../../core/domain/this-computer.ts';
import type { PlannedImport } from '../../core/usecases/token-store/import-tokens.ts';
import type { ConnectionView } from '../../shared/views.ts';
import { type Command, dryRunOption, type Outcome, type Session, type Typed } from '../command.ts';
import { counted } from '../output/counted.ts';
import { preview, recordTable, sayProblems } from '../output/import-preview.ts';
import { plainText } from '../output/plain-text.ts';

const name = 'import sdk-store';

export const importSdkStore: Command = {
	name,
	form: '--file PATH | --sqlite PATH | --mysql USER@HOST[:PORT]/DATABASE',
	summary: "Take over the tokens of a Zoho SDK's own store",
	notes: [
		'Shows what is there, masked, and asks; in a script nothing is imported without --yes. What comes is "not checked yet" until its first use, or with --check is used once each.',
		'--shred overwrites and removes the plain file once all of it is held here. On SSDs, copy-on-write disks and in backups the old bytes may stay: the sure way is to revoke and sign in again.',
	],
	options: {
		file: { type: 'string', value: 'PATH', takes: 'path', help: "the SDK's token file (often sdk_tokens.txt)" },
		sqlite: {
			type: 'string',
			value: 'PATH',
			takes: 'path',
			help: 'an SQLite file with the table oauthtoken (often zohooauth.db)',
		},
		mysql: { type: 'string', value: 'PLACE', help: 'a MySQL or MariaDB server: USER@HOST[:PORT]/DATABASE' },
		table: { type: 'string', value: 'NAME', help: 'its table (default oauthtoken)' },
		'password-stdin': { type: 'boolean', help: "read the server's password from stdin (a terminal is asked)" },
		'without-tls': {
			type: 'boolean',
			help: 'read a server on another computer that has no TLS, although whoever sits between can read along',
		},
		only: { type: 'string', value: 'NUMBERS', help: 'only these records, by their number in the preview: 1,3' },
		'data-center': {
			type: 'string',
			value: 'ID',
			takes: 'data-center',
			help: 'where records without an API domain belong',
		},
		customer: { type: 'string', value: 'NAME', takes: 'customer', help: 'the customer that they belong to' },
		check: { type: 'boolean', help: 'prove each by one use' },
		shred: { type: 'boolean', help: 'overwrite and remove the file afterwards' },
		yes: { type: 'boolean', short: 'y', help: 'do not ask' },
		...dryRunOption,
	},
	targets: [0, 0],
	example:
		'latchkey import sdk-store --file ./sdk_tokens.txt --dry-run\nlatchkey import sdk-store --file ./sdk_tokens.txt --check --shred',
	verify: (typed) => {
		const sources = ['file', 'sqlite', 'mysql'].filter((option) => typed.text(option) !== null);
		if (sources.length !== 1)
			throw new AppError('USAGE', { problem: 'Name one source: --file, --sqlite or --mysql.', command: name });
	},
	run: async (session, typed) => {
		const core = session.core();
		const isDry = typed.flag('dry-run');
		if (!isDry) await core.recover();
		const planned = core.imports.plan(await readTokens(session, typed), typed.text('data-center'));
		const chosen = chosenOf(planned, typed.text('only'));
		if (isDry) return plan(session, typed, planned, chosen);
		preview(session, planned);
		if (chosen.length > 0 && !(await mayGoOn(session, typed, chosen.length))) return outcome(planned, [], null);
		const results = [];
		for (const one of chosen) results.push(await take(session, one, typed));
		return outcome(planned, results, await shredded(session, typed, planned, results));
	},
};

type Result =
	| { readonly number: number; readonly ok: true; readonly connection: ConnectionView; readonly error?: never }
	| {
			readonly number: number;
			readonly ok: false;
			readonly connection: ConnectionView | null;
			readonly error: AppError;
	  };

async function readTokens(session: Session, typed: Typed): Promise<readonly OAuthToken[]> {
	const sources = await import('../../core/adapters/token-stores/token-sources.ts');
	const [file, sqlite, mysql] = [typed.text('file'), typed.text('sqlite'), typed.text('mysql')];
	if (mysql !== null) return sources.readMySqlTokens(await mySqlPlace(session, typed, mysql));
	requireFile(file ?? sqlite ?? '');
	return file !== null ? sources.readTokenFile(file) : sources.readSqliteTokens(sqlite ?? '');
}

async function mySqlPlace({ terminal, warn }: Session, typed: Typed, text: string): Promise<MySqlPlace> {
	const [, user, host, port, database] = /^([^@/:]+)@([^@/:]+)(?::(\d{1,5}))?\/([^/]+)$/.exec(text) ?? [];
	if (!user || !host || !database)
		throw new AppError('USAGE', { problem: '--mysql takes USER@HOST[:PORT]/DATABASE.', command: name });
	// Before a password is asked for.
	const withoutTls = typed.flag('without-tls');
	if (!isThisComputer(host)) {
		if (withoutTls)
			warn(`What ${host} sends is not encrypted: whoever sits between reads the tokens and secrets in it.`);
		else requireName(host);
	}
	const asks = typed.flag('password-stdin') || terminal.mayAsk;
	const password = asks ? await terminal.readSecret('password of the database', name) : null;
	const named = typed.text('table');
	return {
		user,
		host,
		database,
		password,
		withoutTls,
		...(port && { port: Number(port) }),
		...(named && { table: named }),
	};
}

/** The new ones, or those that were named. Throws USAGE for a number that is not there or cannot be imported. */
function chosenOf(planned: readonly PlannedImport[], only: string | null): readonly PlannedImport[] {
	const fresh = planned.filter(({ row }) => row.state === 'new');
	if (only === null) return fresh;
	return only.split(',').map((text) => {
		const found = fresh.find(({ row }) => String(row.number) === text.trim());
		if (found) return found;
		throw new AppError('USAGE', {
			problem: `--only ${text.slice(0, 20)}: no record of that number can be imported.`,
			command: name,
		});
	});
}

/** The plan is the result: on stdout, as tables are. */
function plan(
	session: Session,
	typed: Typed,
	planned: readonly PlannedImport[],
	chosen: readonly PlannedImport[],
): Outcome {
	const wouldImport = chosen.map(({ row }) => row.number);
	const path = pathToShred(typed);
	const wouldShred = path === null ? null : leftAfter(planned, new Set(wouldImport)) === 0;
	sayProblems(session, planned);
	const shredding = wouldShred === true ? `, then overwrite and remove ${path}` : '';
	session.say(plainText(`Would import ${counted(wouldImport.length, 'record')}${shredding}. Nothing was changed.`));
	if (wouldShred === false) session.warn(`${path} would not be shredded: not all of its records would be held here.`);
	return {
		data: { dryRun: true, records: planned.map(({ row }) => row), wouldImport, wouldShred },
		lines: recordTable(planned, session.terminal.columns),
	};
}

/** Whether to import. A script says so by --yes; without it the preview is all. */
async function mayGoOn({ terminal, say }: Session, typed: Typed, count: number): Promise<boolean> {
	if (typed.flag('yes')) return true;
	const what = count === 1 ? 'this record' : `these ${count} records`;
	if (!terminal.isInteractive) {
		say(`Nothing was imported. Say --yes to import ${what}.`);
		return false;
	}
	if (await terminal.confirm(`Import ${what}?`, '--yes')) return true;
	throw new AppError('CANCELLED');
}

async function take(session: Session, planned: PlannedImport, typed: Typed): Promise<Result> {
	const core = session.core();
	const { number } = planned.row;
	let connection: ConnectionView | null = null;
	try {
		connection = await core.imports.take(planned, typed.text('customer'));
		if (typed.flag('check')) connection = await core.connections.check(connection.id);
		return { number, ok: true, connection };
	} catch (error) {
		const failed = asAppError(error);
		const what = connection ? `${connection.alias}: imported, but its check failed` : `record ${number}: not imported`;
		if (!session.json) session.terminal.explain(plainText(`${what}: ${failed.words.message} (${failed.code})`), '  ');
		return { number, ok: false, connection, error: failed };
	}
}

/** The plain file whose end was asked for; null where none was. */
function pathToShred(typed: Typed): string | null {
	return typed.flag('shred') ? (typed.text('file') ?? typed.text('sqlite')) : null;
}

/** How many records nobody here holds once those of these numbers are taken. */
function leftAfter(planned: readonly PlannedImport[], taken: ReadonlySet<number>): number {
	return planned.filter(({ row }) => row.state !== 'held' && !taken.has(row.number)).length;
}

/** What became of the plain file; null where nobody asked for its end. */
type Shredding = { readonly done: boolean; readonly error: AppError | null } | null;

/** Removes the plain file. Nothing is removed while a record of it is not held here. */
async function shredded(
	{ terminal, warn }: Session,
	typed: Typed,
	planned: readonly PlannedImport[],
	results: readonly Result[],
): Promise<Shredding> {
	const path = pathToShred(typed);
	if (path === null) return null;
	const taken = new Set(results.flatMap(({ number, connection }) => (connection ? [number] : [])));
	const left = leftAfter(planned, taken);
	if (left > 0) {
		warn(`${path} was not shredded: ${left} of its records ${left === 1 ? 'is' : 'are'} not held here.`);
		return { done: false, error: null };
	}
	if (!typed.flag('yes') && !(await terminal.confirm(plainText(`Overwrite and remove ${path}?`), '--yes')))
		return { done: false, error: null };
	const { shredStore } = await import('../../core/adapters/system/shred.ts');
	try {
		shredStore(path);
		return { done: true, error: null };
	} catch (error) {
		// What was imported stays so, and is reported.
		const failed = asAppError(error);
		warn(`Not shredded. ${failed.words.message}`);
		return { done: false, error: failed };
	}
}

function outcome(planned: readonly PlannedImport[], results: readonly Result[], shredding: Shredding): Outcome {
	const failed = results.find((result) => !result.ok)?.error ?? shredding?.error;
	const lines = results.flatMap(({ connection }) => (connection ? [`${connection.alias}: imported`] : []));
	if (shredding?.done) lines.push('The plain file was overwritten and removed.');
	return {
		data: {
			records: planned.map(({ row }) => row),
			results: results.map((result) => (result.ok ? result : { ...result, error: result.error.words })),
			shredded: shredding?.done ?? null,
		},
		lines: lines.map(plainText),
		...(failed ? { exitCode: failed.exitCode } : {}),
	};
}
