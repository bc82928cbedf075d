import { basename, join } from 'node:path';
import { app, dialog } from 'electron';
import { localAdapters } from '../core/adapters/local-adapters.ts';
import { prepareRestore } from '../core/adapters/sqlite/restore.ts';
import type { Paths } from '../core/adapters/system/paths.ts';
import { type Core, createCore } from '../core/create-core.ts';
import { asAppError } from '../core/domain/app-error.ts';
import { errorIn, type SaidError } from '../shared/error-in.ts';
import { errorWords } from '../shared/error-words.ts';
import { defaultSettings } from '../shared/settings.ts';
import type { Network } from './network.ts';
import { startKeytar } from './start-keytar.ts';
import { languageNow, wordsFor } from './words.ts';

/** The core on this machine's real parts; null after a message where the store cannot be opened. Offers the newest backup for a damaged one. */
export async function openCoreOrExplain(paths: Paths, network: Network): Promise<Core | null> {
	try {
		return openCore(paths, network);
	} catch (error) {
		const { code, details } = asAppError(error);
		if (code === 'STORE_DAMAGED' && typeof details.backup === 'string')
			return restoreOrLeave(paths, network, details.backup, inWords(error).message);
		return explain(error);
	}
}

function openCore(paths: Paths, network: Network): Core {
	const worker = join(__dirname, 'keytar-worker.cjs');
	const adapters = localAdapters(paths, app.getVersion(), () => startKeytar(worker), { check: 'always' });
	return createCore({ ...adapters, http: network.watch(adapters.http), place: 'window' });
}

async function restoreOrLeave(paths: Paths, network: Network, backup: string, problem: string): Promise<Core | null> {
	const { cannotStart, restore } = words();
	const { detail, act, otherwise } = restore(backup);
	const { response } = await dialog.showMessageBox({
		type: 'error',
		title: cannotStart,
		message: problem,
		detail,
		buttons: [act, otherwise],
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
		const core = openCore(paths, network);
		await core.backups.takeStock(basename(backup));
		return core;
	} catch (error) {
		return explain(error);
	}
}

function explain(error: unknown): null {
	const { message, hint } = inWords(error);
	dialog.showErrorBox(words().cannotStart, `${message}\n\n${hint}`);
	return null;
}

/** Without the store nobody knows what the settings say: the computer's language. */
const words = () => wordsFor(defaultSettings);

function inWords(error: unknown): SaidError {
	const { code, details } = asAppError(error);
	return errorIn(languageNow(defaultSettings), errorWords(code, details, 'window'));
}
