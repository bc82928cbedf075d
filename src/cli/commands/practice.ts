import { systemPaths } from '../../core/adapters/system/paths.ts';
import { AppError } from '../../core/domain/app-error.ts';
import type { PracticeCrm } from '../../practice/start-practice.ts';
import type { Command, Session } from '../command.ts';
import { table } from '../output/table.ts';

export const practice: Command = {
	name: 'practice',
	form: '[--port PORT] [--data-centers us,eu,in]',
	summary: 'Run the practice CRM: Zoho-compatible, with invented orgs',
	notes: ['It answers on this machine only and runs until Ctrl-C. Its connections are kept apart from real ones.'],
	options: {
		port: { type: 'string', value: 'PORT', help: 'port of the first data center; the next ones follow (default 8971)' },
		'data-centers': { type: 'string', value: 'LIST', help: 'which ones to run (default us,eu,in)' },
	},
	targets: [0, 0],
	example:
		'latchkey practice\n\nThen, in another terminal:\nlatchkey connect --api-client Practice --data-center practice-eu',
	run: async (session, typed) => {
		const crm = await start(typed.text('port'), typed.text('data-centers'));
		try {
			await register(session, crm);
		} catch (error) {
			await crm.close();
			throw error;
		}
		session.say('The practice CRM runs. These orgs are not real. Ctrl-C ends it.');
		const first = crm.dataCenters[0]?.id ?? 'practice-us';
		return {
			data: { apiClient: crm.apiClient.name, dataCenters: crm.dataCenters },
			lines: table(
				['ID', 'NAME', 'ADDRESS'],
				crm.dataCenters.map(({ id, name, accountsUrl }) => [id, name, accountsUrl]),
				session.terminal.columns,
			),
			afterwards: async () => {
				session.say(
					`Try in another terminal: \`latchkey connect --api-client ${crm.apiClient.name} --data-center ${first}\``,
				);
				await new Promise<void>((resolve) => {
					process.once('SIGINT', resolve);
					process.once('SIGTERM', resolve);
				});
				await crm.close();
			},
		};
	},
};

async function start(port: string | null, list: string | null): Promise<PracticeCrm> {
	const usage = (problem: string) => new AppError('USAGE', { problem, command: 'practice' });
	const basePort = port === null ? undefined : Number(port);
	if (basePort !== undefined && (!Number.isInteger(basePort) || basePort < 1024 || basePort > 65_000)) {
		throw usage('--port takes a number from 1024 to 65000.');
	}
	const known = ['us', 'eu', 'in', 'au', 'jp', 'cn', 'ca', 'sa', 'uk', 'ae'];
	const locations = list?.split(',').map((word) => word.trim());
	const unknown = locations?.find((location) => !known.includes(location));
	if (unknown !== undefined) throw usage(`--data-centers takes some of ${known.join(',')}.`);
	// Loaded only here: the other commands start faster without it.
	const { startPractice } = await import('../../practice/start-practice.ts');
	try {
		return await startPractice({
			stateFile: systemPaths().practiceState,
			...(locations ? { locations } : {}),
			...(basePort === undefined ? {} : { basePort }),
		});
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
		const taken = 'port' in error ? `port ${String(error.port)} is taken` : 'its port is taken';
		throw new AppError('PRACTICE_UNAVAILABLE', { problem: `${taken}; it may be running already` }, { cause: error });
	}
}

/** The server is of use without a keychain, too; only connecting is not. */
async function register({ core, warn }: Session, crm: PracticeCrm): Promise<void> {
	try {
		await core().practice.register(crm);
	} catch (error) {
		if (!(error instanceof AppError) || error.exitCode !== 6) throw error;
		warn(`Its API client could not be saved, so connecting will not work: ${error.message}`);
	}
}
