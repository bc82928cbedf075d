import { basename, join } from 'node:path';
import { app, dialog } from 'electron';
import { localAdapters } from '../core/adapters/local-adapters.ts';
import { prepareRestore } from '../core/adapters/sqlite/restore.ts';
import type { Paths } from '../core/adapters/system/paths.ts';
import { type Core, createCore } from '../core/create-core.ts';
import { asAppError } from '../core/domain/app-error.ts';
import { startKeytar } from './start-keytar.ts';

/** The core on this machine's real parts; null after a message where the store cannot be opened. Offers the newest backup for a damaged one. */
export async function openCoreOrExplain(paths: Paths): Promise<Core | null> {
	try {
		return openCore(paths);
	} catch (error) {
		const { code, details, words } = asAppError(error);
		if (code === 'STORE_DAMAGED' && typeof details.backup === 'string')
			return restoreOrLeave(paths, details.backup, words.message);
		return explain(error);
	}
}

function openCore(paths: Paths): Core {
	const worker = join(__dirname, 'keytar-worker.cjs');
	const adapters = localAdapters(paths, app.getVersion(), () => startKeytar(worker), { check: 'always' });
	return createCore({ ...adapters, place: 'window' });
}

async function restoreOrLeave(paths: Paths, backup: string, problem: string): Promise<Core | null> {
	const { response } = await dialog.showMessageBox({
		type: 'error',
		title: 'Latchkey cannot start',
		message: problem,
		detail: `There is a whole backup: ${backup}\n\nThe damaged file is set aside, never deleted. The keychain keeps its secrets; what it lacks must sign in again.`,
		buttons: ['Restore the backup', 'Quit'],
		defaultId: 1,
		cancelId: 1,
	});
	if (response !== 0) return null;
	try {
		const prepared = prepareRestore(paths.database, backup);
		try {
			prepared.apply(Date.now());
		} finally {
			prepared.discard();
		}
		const core = openCore(paths);
		await core.backups.takeStock(basename(backup));
		return core;
	} catch (error) {
		return explain(error);
	}
}

function explain(error: unknown): null {
	const { message, hint } = asAppError(error).words;
	dialog.showErrorBox('Latchkey cannot start', `${message}\n\n${hint}`);
	return null;
}
