import { AppError } from '../../core/domain/app-error.ts';
import type { FoundDataCenter } from '../../core/usecases/data-centers.ts';
import type { Command, Session } from '../command.ts';
import { plainText } from '../output/plain-text.ts';
import { table } from '../output/table.ts';

export const listDataCenters: Command = {
	name: 'data-center list',
	form: '',
	summary: 'List the data centers and their hosts',
	options: {},
	targets: [0, 0],
	example: 'latchkey data-center list',
	run: async ({ core, terminal }) => {
		const dataCenters = core().dataCenters.list();
		const rows = dataCenters.map((one) => [
			one.id,
			one.confirmed ? one.name : `${one.name} (unconfirmed)`,
			one.accountsUrl,
			one.apiUrl,
			one.kind,
		]);
		const headings = ['ID', 'NAME', 'ACCOUNTS', 'API', 'KIND'];
		return { data: { dataCenters }, lines: table(headings, rows, terminal.columns, { spare: ['API', 'KIND'] }) };
	},
};

export const addDataCenter: Command = {
	name: 'data-center add',
	form: '--id ID --name NAME --accounts-url URL --api-url URL',
	summary: 'Trust a data center of your own',
	notes: ['Client secrets and tokens will be sent to its hosts. https, or http on this machine.'],
	options: {
		id: { type: 'string', value: 'ID', help: 'a short word for it' },
		name: { type: 'string', value: 'NAME', help: 'its name' },
		'accounts-url': { type: 'string', value: 'URL', help: 'where people sign in' },
		'api-url': { type: 'string', value: 'URL', help: 'where the CRM answers' },
	},
	targets: [0, 0],
	example:
		'latchkey data-center add --id lab --name Lab \\\n  --accounts-url http://localhost:9000 --api-url http://localhost:9000',
	run: async ({ core }, typed) => {
		const needed = (option: string): string => {
			const value = typed.text(option);
			if (value === null)
				throw new AppError('USAGE', { problem: `--${option} is missing.`, command: 'data-center add' });
			return value;
		};
		const wanted = {
			id: needed('id'),
			name: needed('name'),
			accountsUrl: needed('accounts-url'),
			apiUrl: needed('api-url'),
		};
		const dataCenter = core().dataCenters.add(wanted);
		return {
			data: dataCenter,
			lines: [`${dataCenter.id}: added, accounts at ${dataCenter.accountsUrl}, API at ${dataCenter.apiUrl}`],
		};
	},
};

export const removeDataCenter: Command = {
	name: 'data-center remove',
	form: 'ID',
	summary: 'Remove a data center of your own',
	options: {},
	targets: [1, 1],
	targetsAre: 'data-center',
	example: 'latchkey data-center remove lab',
	run: async ({ core }, { targets: [id = ''] }) => {
		core().dataCenters.remove(id);
		return { data: { id }, lines: [`${id}: removed`] };
	},
};

export const findDataCenters: Command = {
	name: 'data-center find',
	form: '[ID]',
	summary: 'Ask Zoho which data centers there are, and show those that Latchkey does not know',
	notes: [
		'Nothing is trusted by looking: on a terminal each new one is asked about; a script trusts one by `data-center add`, with the hosts that it gives.',
	],
	options: {},
	targets: [0, 1],
	targetsAre: 'data-center',
	example: 'latchkey data-center find us',
	run: async (session, { targets: [askAt = 'us'] }) => {
		const { core, terminal, say } = session;
		const found = await core().dataCenters.findNew(askAt);
		if (found.length === 0) say('Nothing new: every data center that Zoho lists is known.');
		else say('New. To trust one: `latchkey data-center add --id ID --name NAME --accounts-url URL --api-url URL`');
		const rows = found.map(({ location, accountsUrl, apiUrl }) => [location, accountsUrl, apiUrl ?? 'unknown']);
		const lines = found.length === 0 ? [] : table(['LOCATION', 'ACCOUNTS', 'API (A GUESS)'], rows, terminal.columns);
		return { data: { dataCenters: found, trusted: await trusted(session, found) }, lines };
	},
};

/** The ids of those that a person on the terminal says yes to; their hosts get client secrets and tokens from then on. */
async function trusted(
	{ core, terminal, json }: Session,
	found: readonly FoundDataCenter[],
): Promise<readonly string[]> {
	const ids: string[] = [];
	if (!terminal.mayAsk || json) return ids;
	for (const { location, accountsUrl, apiUrl } of found) {
		if (apiUrl === null) continue;
		const question = `Trust "${location}": send client secrets to ${accountsUrl} and tokens to ${apiUrl}? No Zoho document was checked for these hosts.`;
		if (!(await terminal.confirm(plainText(question), '`latchkey data-center add`'))) continue;
		ids.push(core().dataCenters.add({ id: location, name: location.toUpperCase(), accountsUrl, apiUrl }).id);
	}
	return ids;
}
