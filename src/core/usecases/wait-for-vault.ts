import type { AppError } from '../domain/app-error.ts';
import type { Context } from './context.ts';
import { waitForPerson } from './wait-for-person.ts';

/** Where the window's lock closed the vault, waits for its passphrase: `late` after `limitMs`, SIGN_IN_CANCELLED when stopped. */
export async function waitForVault(
	{ entries }: Pick<Context, 'entries'>,
	stop: AbortSignal,
	limitMs: number,
	late: () => AppError,
): Promise<void> {
	const unlocked = entries.untilUnlocked();
	if (unlocked) await waitForPerson(unlocked, stop, limitMs, late);
}
