import { AppError } from '../../core/domain/app-error.ts';
import type { Command } from '../command.ts';
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
		return { data: { dataCenters }, lines: table(headings, rows, terminal.columns, ['API', 'KIND']) };
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
	notes: ['Nothing is trusted by looking: `data-center add` does that, with the hosts that you give it.'],
	options: {},
	targets: [0, 1],
	example: 'latchkey data-center find us',
	run: async ({ core, terminal, say }, { targets: [askAt = 'us'] }) => {
		const found = await core().dataCenters.findNew(askAt);
		if (found.length === 0) say('Nothing new: every data center that Zoho lists is known.');
		else say('New. To trust one: latchkey data-center add --id ID --name NAME --accounts-url URL --api-url URL');
		const rows = found.map(({ location, accountsUrl }) => [location, accountsUrl]);
		return {
			data: { dataCenters: found },
			lines: found.length === 0 ? [] : table(['LOCATION', 'ACCOUNTS'], rows, terminal.columns),
		};
	},
};
