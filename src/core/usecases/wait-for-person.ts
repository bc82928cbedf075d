import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/app-error.ts';

/** What a person does, or the end of waiting for it: `late` after `limitMs`, SIGN_IN_CANCELLED when stopped. Leaves no timer behind. */
export async function waitForPerson<T>(
	wanted: Promise<T>,
	stop: AbortSignal,
	limitMs: number,
	late: () => AppError,
): Promise<T> {
	const over = new AbortController();
	try {
		return await Promise.race([
			wanted,
			sleep(limitMs, undefined, { signal: over.signal }).then(() => {
				throw late();
			}),
			new Promise<never>((_, reject) => {
				const cancelled = () => reject(new AppError('SIGN_IN_CANCELLED'));
				if (stop.aborted) cancelled();
				stop.addEventListener('abort', cancelled, { signal: over.signal });
			}),
		]);
	} finally {
		over.abort();
	}
}
