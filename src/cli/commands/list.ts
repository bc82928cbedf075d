import type { Command } from '../command.ts';
import { filtered, filterOptions, hasFilter } from '../filters.ts';
import { environmentWord, shortStatusWords, statusWords, tokenWords } from '../output/connection-words.ts';
import { fits, table } from '../output/table.ts';
import { warnOfVault } from '../output/vault-warnings.ts';

export const list: Command = {
	name: 'list',
	form: '[--data-center ID] [--customer NAME] [--tag TAG] [--environment NAME] [--status STATUS]',
	summary: 'List the connections; asks neither Zoho nor the keychain',
	notes: ['In a pipe: one line a connection, columns separated by tabs, no heading.'],
	options: filterOptions,
	targets: [0, 0],
	example: 'latchkey list --status needs_reauth',
	onlyLists: true,
	run: async ({ lists, terminal, say, warn }, typed) => {
		const now = new Date();
		warnOfVault(lists().vault.status(), warn);
		const connections = filtered(lists(), typed);
		if (connections.length === 0) {
			say(
				hasFilter(typed)
					? 'No connection matches.'
					: 'No connections. `latchkey connect` adds one; `latchkey practice` lets you try without an account.',
			);
		}
		const rowsWith = (status: typeof statusWords) =>
			connections.map((one) => [
				one.alias,
				status(one, now),
				environmentWord(one),
				one.dataCenter,
				one.org.name,
				one.customer ?? '-',
				one.user.email,
				tokenWords(one, now),
			]);
		const headings = ['ALIAS', 'STATUS', 'ENV', 'DATA CENTER', 'ORG', 'CUSTOMER', 'USER', 'TOKEN'];
		// What no row has goes first, then what `show` tells. Customers stay: commands pick by them.
		const spare = [...(connections.some((one) => one.customer !== null) ? [] : ['CUSTOMER']), 'TOKEN', 'USER'];
		const { columns } = terminal;
		const whole = rowsWith(statusWords);
		const rows = fits(headings, whole, columns, spare) ? whole : rowsWith(shortStatusWords);
		const lines = table(headings, rows, columns, { spare, giving: ['ORG', 'CUSTOMER'] });
		return { data: { connections }, lines: connections.length === 0 ? [] : lines };
	},
};
