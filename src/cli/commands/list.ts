import type { Command } from '../command.ts';
import { environmentWord, statusWords, tokenWords } from '../output/connection-words.ts';
import { table } from '../output/table.ts';

export const list: Command = {
	name: 'list',
	form: '[--data-center ID] [--status STATUS]',
	summary: 'List the connections; asks nobody, neither Zoho nor the keychain',
	options: {
		'data-center': { type: 'string', value: 'ID', help: 'only those of one data center' },
		status: { type: 'string', value: 'STATUS', help: 'only those with a status, such as needs_reauth' },
	},
	targets: [0, 0],
	example: 'latchkey list --status needs_reauth',
	run: async ({ core, terminal, say }, typed) => {
		const dataCenter = typed.text('data-center');
		const status = typed.text('status');
		const now = new Date();
		const connections = core()
			.connections.list()
			.filter(
				(one) => (dataCenter === null || one.dataCenter === dataCenter) && (status === null || one.status === status),
			);
		if (connections.length === 0)
			say('No connections. `latchkey connect` adds one; `latchkey practice` lets you try without an account.');
		const rows = connections.map((one) => [
			one.alias,
			statusWords(one, now),
			environmentWord(one),
			one.dataCenter,
			one.org.name,
			one.customer ?? '-',
			one.user.email,
			tokenWords(one, now),
		]);
		const headings = ['ALIAS', 'STATUS', 'ENV', 'DATA CENTER', 'ORG', 'CUSTOMER', 'USER', 'TOKEN'];
		return { data: { connections }, lines: connections.length === 0 ? [] : table(headings, rows, terminal.columns) };
	},
};
