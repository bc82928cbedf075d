import { writePrivateFile } from '../../core/adapters/system/private-file.ts';
import { AppError } from '../../core/domain/app-error.ts';
import { fileFormats, formatToken, type TokenFormat, tokenFormats } from '../../core/export/format-token.ts';
import { tokenData } from '../../core/export/json-forms.ts';
import type { Command, Typed } from '../command.ts';
import { filterOptions, oneForm, oneNote } from '../filters.ts';
import { minTtlOf, minTtlOption } from '../min-ttl.ts';
import { plainText } from '../output/plain-text.ts';

export const token: Command = {
	name: 'token',
	form: `(${oneForm}) [options]`,
	summary: 'Print a live access token, renewed first if it ends soon',
	notes: [
		'env is for a shell: eval "$(latchkey token acme --format env)". dotenv is a .env file; postman and bruno are environments to import, with the variables ZOHO_ACCESS_TOKEN, ZOHO_API_DOMAIN and so on.',
		'A file holds the token in plain text for as long as it lives, an hour at most: keep it out of version control.',
		oneNote,
	],
	options: {
		format: { type: 'string', value: 'FORM', takes: tokenFormats, help: `${tokenFormats.join(', ')} (default raw)` },
		out: {
			type: 'string',
			value: 'FILE',
			takes: 'path',
			help: `write it to a new file that only you can read; for ${fileFormats.join(', ')}`,
		},
		yes: { type: 'boolean', short: 'y', help: 'replace the file of --out where it is there already' },
		...minTtlOption,
		...filterOptions,
	},
	targets: [1, 1],
	targetsAre: 'alias',
	fromFolder: true,
	picksOne: true,
	example:
		'curl -H "Authorization: Zoho-oauthtoken $(latchkey token acme)" \\\n  https://www.zohoapis.eu/crm/v8/org\nlatchkey token acme --format bruno --out environments/acme.bru\nlatchkey token --customer "Acme GmbH" --environment sandbox',
	verify: (typed) => {
		minTtlOf(typed, 'token');
		fileFor(formatOf(typed), typed);
	},
	run: async ({ core }, typed) => {
		const [target = ''] = typed.targets;
		const minTtl = minTtlOf(typed, 'token');
		const format = formatOf(typed);
		const file = fileFor(format, typed);
		const handed = await core().connections.token(target, minTtl);
		const text = formatToken(handed, format);
		if (file === null) return { data: tokenData(handed), lines: [text] };
		writePrivateFile(file, `${text}\n`, typed.flag('yes'), 'token');
		const { alias } = handed.connection;
		const expiresAt = handed.expiresAt.toISOString();
		return {
			data: { file, format, alias, expiresAt, expiresInSeconds: handed.expiresInSeconds },
			lines: [`${plainText(file)}: written for ${alias}; the token in it ends at ${expiresAt}`],
		};
	},
};

function formatOf(typed: Typed): TokenFormat {
	return tokenFormats.find((format) => format === typed.text('format')) ?? 'raw';
}

/** The file to write; null for stdout. Throws USAGE where the form is not for files. */
function fileFor(format: TokenFormat, typed: Typed): string | null {
	const file = typed.text('out');
	if (file === '') throw usage('--out needs the name of a file.');
	if (file !== null && !fileFormats.includes(format))
		throw usage(`--out needs a --format that is for files: ${fileFormats.join(', ')}.`);
	return file;
}

function usage(problem: string): AppError {
	return new AppError('USAGE', { problem, command: 'token' });
}
