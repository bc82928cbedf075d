import { join } from 'node:path';
import { app, dialog } from 'electron';
import { localAdapters } from '../core/adapters/local-adapters.ts';
import type { Paths } from '../core/adapters/system/paths.ts';
import { type Core, createCore } from '../core/create-core.ts';
import { asAppError } from '../core/domain/app-error.ts';
import { startKeytar } from './start-keytar.ts';

/** The core on this machine's real parts; null after a message where the store cannot be opened. */
export function openCoreOrExplain(paths: Paths): Core | null {
	try {
		const worker = join(__dirname, 'keytar-worker.cjs');
		return createCore({ ...localAdapters(paths, app.getVersion(), () => startKeytar(worker)), place: 'window' });
	} catch (error) {
		const { message, hint } = asAppError(error).words;
		dialog.showErrorBox('Latchkey cannot start', `${message}\n\n${hint}`);
		return null;
	}
}
