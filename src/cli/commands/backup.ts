import { resolve } from 'node:path';
import { isRestorable, listBackups } from '../../core/adapters/sqlite/backups.ts';
import { systemPaths } from '../../core/adapters/system/paths.ts';
import type { Command } from '../command.ts';
import { plainText } from '../output/plain-text.ts';
import { table } from '../output/table.ts';

const staleMs = 2 * 86_400_000;

export const backup: Command = {
	name: 'backup',
	form: '[--to FILE]',
	summary: 'Back up the database now; no token and no client secret goes with it',
	notes: [
		'Latchkey makes one a day by itself, and one before its database changes form; 5 and 3 of them are kept. A backup holds connections, API clients, labels and the audit log. Secrets stay in the keychain: on another computer every connection must sign in again. The names of customers are in it, so keep it as you keep them; it is readable by you alone.',
	],
	options: {
		to: { type: 'string', value: 'FILE', takes: 'path', help: 'a file that is not there yet; else among the backups' },
	},
	targets: [0, 0],
	example: 'latchkey backup --to ~/latchkey-2026.db',
	run: async ({ core }, typed) => {
		const to = typed.text('to');
		const path = core().backups.make(to === null ? null : resolve(to));
		return { data: { path }, lines: [plainText(path)] };
	},
};

export const listBackupFiles: Command = {
	name: 'backup list',
	form: '',
	summary: 'List the backups, the newest first; works when the database does not',
	notes: ['Each is read whole, to say whether it can be restored.'],
	options: {},
	targets: [0, 0],
	example: 'latchkey backup list',
	run: async ({ terminal, say, warn }) => {
		const backups = listBackups(systemPaths().database).map(({ path, kind, madeAt, bytes }) => ({
			path,
			kind,
			madeAt: new Date(madeAt).toISOString(),
			bytes,
			restorable: isRestorable(path),
		}));
		const [newest] = backups;
		if (!newest) say('There are no backups yet; Latchkey makes the first one at its next use.');
		else if (Date.parse(newest.madeAt) < Date.now() - staleMs)
			warn(`The newest backup is of ${newest.madeAt.slice(0, 10)}. Was Latchkey used since, its disk may be full.`);
		const rows = backups.map(({ path, kind, madeAt, bytes, restorable }) => [
			madeAt.slice(0, 16).replace('T', ' '),
			kind,
			`${Math.ceil(bytes / 1024)} KB`,
			restorable ? 'whole' : 'cannot be restored',
			path,
		]);
		const headings = ['MADE (UTC)', 'WHY', 'SIZE', 'STATE', 'FILE'];
		const lines = table(headings, rows, terminal.columns, { spare: ['WHY', 'SIZE'], whole: 'FILE' });
		return { data: { backups }, lines: backups.length === 0 ? [] : lines };
	},
};
