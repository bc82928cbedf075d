import { AppError } from '../../core/domain/app-error.ts';
import { defaultMinTtlSeconds } from '../../core/domain/token-lifetime.ts';
import type { Command } from '../command.ts';
import { formatToken, parseFormat, tokenData, tokenFormats } from '../output/token-formats.ts';

/** Zoho's access tokens live an hour: nobody can ask for more, and a wish close to it would renew on every call. */
const maxMinTtlSeconds = 55 * 60;

export const token: Command = {
	name: 'token',
	form: 'ALIAS',
	summary: 'Print a live access token, renewed first if it ends soon',
	options: {
		format: { type: 'string', value: tokenFormats.join('|'), help: 'how to print it (default raw)' },
		'min-ttl': {
			type: 'string',
			value: 'TIME',
			help: 'how long it must live at least, such as 90s or 10m (default 5m)',
		},
	},
	targets: [1, 1],
	example: 'curl -H "Authorization: Zoho-oauthtoken $(latchkey token acme)" \\\n  https://www.zohoapis.eu/crm/v8/org',
	run: async ({ core }, typed) => {
		const [target = ''] = typed.targets;
		const wish = typed.text('min-ttl');
		const minTtl = wish === null ? defaultMinTtlSeconds : parseSeconds(wish);
		const format = parseFormat(typed.text('format') ?? 'raw');
		const handed = await core().connections.token(target, minTtl);
		return { data: tokenData(handed), lines: formatToken(handed, format) };
	},
};

function parseSeconds(text: string): number {
	const [, amount, unit] = /^(\d{1,4})([sm]?)$/.exec(text) ?? [];
	const seconds = Number(amount) * (unit === 'm' ? 60 : 1);
	if (Number.isNaN(seconds) || seconds > maxMinTtlSeconds) {
		throw new AppError('USAGE', { problem: '--min-ttl takes a time up to 55m, such as 90s or 10m.', command: 'token' });
	}
	return seconds;
}
