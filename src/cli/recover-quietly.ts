import type { Core } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';

/** Finishes what an ended process left, before a command that talks to Zoho anyway; its own trouble must not stop the command. */
export async function recoverQuietly(core: Core): Promise<void> {
	try {
		await core.recover();
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
	}
}
