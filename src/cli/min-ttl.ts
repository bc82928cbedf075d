import { AppError } from '../core/domain/app-error.ts';
import { defaultMinTtlSeconds } from '../shared/min-ttl.ts';
import type { Typed } from './command.ts';

/** Zoho's access tokens live an hour: nobody can ask for more, and a wish close to it would renew on every call. */
const maxSeconds = 55 * 60;

/** The option of commands that hand out a token. */
export const minTtlOption = {
	'min-ttl': {
		type: 'string',
		value: 'TIME',
		help: 'how long it must live at least, such as 90s or 10m (default 5m)',
	},
} as const;

/** How long the token must live at least, in seconds. Throws USAGE. */
export function minTtlOf(typed: Typed, command: string): number {
	const text = typed.text('min-ttl');
	if (text === null) return defaultMinTtlSeconds;
	const [, amount, unit] = /^(\d{1,4})([sm]?)$/.exec(text) ?? [];
	const seconds = Number(amount) * (unit === 'm' ? 60 : 1);
	if (Number.isNaN(seconds) || seconds > maxSeconds)
		throw new AppError('USAGE', { problem: '--min-ttl takes a time up to 55m, such as 90s or 10m.', command });
	return seconds;
}
