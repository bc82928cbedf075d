import { AppError } from '../../core/domain/app-error.ts';
import { tokenVariables } from '../../core/export/token-variables.ts';
import type { ConnectionView } from '../../shared/views.ts';
import type { Command, Outcome, Session, Typed } from '../command.ts';
import { runProgram } from '../exec/run-program.ts';
import { SecretMask } from '../exec/secret-mask.ts';
import { openBroker, type TokenBroker } from '../exec/token-broker.ts';
import { filterOptions, oneNote } from '../filters.ts';
import { minTtlOf, minTtlOption } from '../min-ttl.ts';
import { programMissing } from '../parse-typed.ts';

export const exec: Command = {
	name: 'exec',
	form: 'ALIAS [options] -- PROGRAM [ARGUMENT...]',
	summary: 'Run a program with a live access token in its environment',
	notes: [
		"The program alone gets ZOHO_ACCESS_TOKEN, ZOHO_API_DOMAIN, ZOHO_ACCOUNTS_URL, ZOHO_DATA_CENTER, ZOHO_ENVIRONMENT, ZOHO_ORG_ID, ZOHO_TOKEN_EXPIRES_AT and LATCHKEY_ACTIVE. No shell is involved; where you need one, name it: -- sh -c '...'.",
		'What it writes is passed on with the token masked, so it writes to pipes; --no-masking gives it the terminal itself. Masking prevents accidents: a program can always write the token in another form.',
		'The token ends within the hour. For longer jobs --broker adds LATCHKEY_TOKEN_URL and LATCHKEY_TOKEN_KEY: GET that URL with "Authorization: Bearer KEY" and the answer is {accessToken, expiresAt, apiDomain}, for as long as the program runs. Other programs of the same user can read a running program\'s environment, so the key keeps out other users, not them.',
		"Exit code: the program's own, 128 + n where signal n ended it, 127 not found, 126 could not be started. Latchkey's own refusals end with the codes of every command.",
		oneNote,
	],
	options: {
		...minTtlOption,
		'allow-production': { type: 'boolean', help: 'also where the org is production, or nobody knows' },
		'no-masking': { type: 'boolean', help: 'do not look for the token in what it writes' },
		broker: { type: 'boolean', help: 'let the program ask for a fresh token while it runs' },
		...filterOptions,
	},
	targets: [1, 1],
	targetsAre: 'alias',
	fromFolder: true,
	picksOne: true,
	takesProgram: true,
	example:
		'latchkey exec acme -- node sync.js --since yesterday\nlatchkey exec --customer "Acme GmbH" --environment sandbox -- node sync.js',
	verify: (typed) => {
		if (typed.program.length === 0) throw new AppError('USAGE', { problem: programMissing(exec), command: 'exec' });
		const active = process.env.LATCHKEY_ACTIVE;
		if (active) throw new AppError('EXEC_NESTED', { active: active.slice(0, 80) });
		minTtlOf(typed, 'exec');
	},
	run: async (session, typed) => {
		const [program = '', ...args] = typed.program;
		const minTtl = minTtlOf(typed, 'exec');
		const connection = session.core().connections.get(typed.targets[0] ?? '');
		requireConsent(connection, typed);
		const handed = await session.core().connections.token(connection.id, minTtl);
		// Nothing of ours is open while the program runs.
		await session.close();
		const mask = new SecretMask();
		mask.add(handed.accessToken);
		const broker = typed.flag('broker') ? await brokerFor(session, connection, minTtl, mask) : null;
		const env = {
			...process.env,
			// What makes Electron a plain Node, where the app's launcher started this: not meant for the program.
			...(process.versions.electron && { ELECTRON_RUN_AS_NODE: undefined }),
			...Object.fromEntries(tokenVariables(handed).map(({ name, value }) => [name, value])),
			LATCHKEY_ACTIVE: connection.alias,
			...(broker && { LATCHKEY_TOKEN_URL: broker.url, LATCHKEY_TOKEN_KEY: broker.key.reveal() }),
		};
		try {
			const exitCode = await runProgram({ command: program, args, env, mask: typed.flag('no-masking') ? null : mask });
			return { lines: [], exitCode } satisfies Outcome;
		} finally {
			broker?.close();
		}
	},
};

/** A script that was meant for a sandbox must not reach a customer's real data by a wrong alias. Throws PRODUCTION_REFUSED. */
function requireConsent({ alias, environment }: ConnectionView, typed: Typed): void {
	if (environment === 'sandbox' || environment === 'developer') return;
	if (typed.flag('allow-production') || typed.folder?.allowProduction) return;
	const what =
		environment === 'production' ? 'is a production org' : 'may be a production org: its environment is unknown';
	throw new AppError('PRODUCTION_REFUSED', { alias, what });
}

/** Keychain and database are open for the length of a question only. */
async function brokerFor(
	session: Session,
	{ id, apiDomain }: ConnectionView,
	minTtl: number,
	mask: SecretMask,
): Promise<TokenBroker> {
	const broker = await openBroker(async () => {
		try {
			const { accessToken, expiresAt } = await session.core().connections.token(id, minTtl);
			mask.add(accessToken);
			return { accessToken, expiresAt, apiDomain };
		} finally {
			await session.close();
		}
	});
	mask.add(broker.key);
	return broker;
}
