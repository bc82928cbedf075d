import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { BackupContent } from '../../core/adapters/sqlite/backup-file.ts';
import { contentForRestore, prepareRestore } from '../../core/adapters/sqlite/restore.ts';
import { systemPaths } from '../../core/adapters/system/paths.ts';
import { AppError } from '../../core/domain/app-error.ts';
import { stockAfter } from '../../core/usecases/backup.ts';
import { type Command, dryRunOption, type Outcome, type Session, type Typed } from '../command.ts';
import { counted } from '../output/counted.ts';
import { plainText } from '../output/plain-text.ts';
import { stockLines } from '../output/stock-lines.ts';

const name = 'restore';

export const restore: Command = {
	name,
	form: 'FILE',
	summary: 'Put a backup in the place of the database',
	notes: [
		'Asks first; without a person it needs --yes. The present database is set aside, never deleted, and its path is printed: restoring that file undoes this. Works when the present database is damaged.',
		'A backup holds no secret. What the keychain still has is used again; a connection without an entry there is locked until it is re-authenticated. Nobody else may use Latchkey meanwhile: close the app first.',
	],
	options: { yes: { type: 'boolean', short: 'y', help: 'do not ask' }, ...dryRunOption },
	targets: [1, 1],
	targetsAre: 'path',
	example: 'latchkey backup list\nlatchkey restore ~/.local/share/latchkey/backups/daily-2026-03-02.db',
	run: async (session, typed) => {
		const file = resolve(typed.targets[0] ?? '');
		if (typed.flag('dry-run')) return planned(file);
		const prepared = prepareRestore(systemPaths().database, file);
		let aside: string | null;
		try {
			await askFirst(session, typed, file, prepared.content);
			await session.close();
			aside = prepared.apply(Date.now());
		} finally {
			prepared.discard();
		}
		const { keychainProblem, ...report } = await stockAfter(async () =>
			session.core().backups.takeStock(basename(file)),
		);
		const { connections, apiClients } = prepared.content;
		if (keychainProblem)
			session.warn(`The keychain could not be asked what it still has. ${keychainProblem.words.message}`);
		return {
			data: { file, aside, connections, apiClients, ...report, keychain: keychainProblem?.words ?? null },
			lines: [
				`From ${file}: ${counted(connections, 'connection')}, ${counted(apiClients, 'API client')}, the audit log.`,
				`From the keychain: ${counted(report.held.length, 'refresh token')}.`,
				...(aside === null ? [] : [`Set aside: ${aside}`]),
				...stockLines(report),
			].map(plainText),
		};
	},
};

/** What it would do; the present database is not even opened. */
function planned(file: string): Outcome {
	const { database } = systemPaths();
	const { connections, apiClients, dataCenters } = contentForRestore(database, file);
	const setAside = existsSync(database) ? database : null;
	return {
		data: { dryRun: true, file, setAside, connections, apiClients, dataCenters },
		lines: [
			`Would restore from ${file}: ${counted(connections, 'connection')}, ${counted(apiClients, 'API client')}, the audit log.`,
			...(setAside === null ? [] : [`Would set aside: ${setAside}`]),
			...trusted({ dataCenters }),
		].map(plainText),
	};
}

/** Rejects with CANCELLED where the person says no, and with USAGE where nobody can be asked. */
async function askFirst({ terminal }: Session, typed: Typed, file: string, content: BackupContent): Promise<void> {
	if (typed.flag('yes')) return;
	const problem = 'Nobody can be asked here: say --yes to restore.';
	if (!terminal.isInteractive) throw new AppError('USAGE', { problem, command: name });
	if (terminal.mayAsk) for (const line of trusted(content)) terminal.talk(line);
	const what = `${counted(content.connections, 'connection')} and ${counted(content.apiClients, 'API client')}`;
	const question = `Put ${file} (${what}) in the place of the present database, which is set aside?`;
	if (!(await terminal.confirm(plainText(question), '--yes'))) throw new AppError('CANCELLED');
}

/** Hosts that get secrets from then on. */
function trusted({ dataCenters }: Pick<BackupContent, 'dataCenters'>): readonly string[] {
	return dataCenters.map(({ id, accountsUrl, apiUrl }) =>
		plainText(`  It trusts a data center of somebody's own, "${id}": ${accountsUrl}, ${apiUrl}`),
	);
}
