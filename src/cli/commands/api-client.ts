import { hasBrowserSignIn } from '../../core/domain/api-client.ts';
import { AppError } from '../../core/domain/app-error.ts';
import { parseRedirectUri } from '../../core/domain/redirect-uri.ts';
import { type ApiClientType, apiClientTypes } from '../../shared/api-client-types.ts';
import type { ApiClientView } from '../../shared/views.ts';
import type { Command, Typed } from '../command.ts';
import { plainText } from '../output/plain-text.ts';
import { fields, table } from '../output/table.ts';
import { scopesTyped } from '../typed-scopes.ts';

const defaultRedirectUri = 'http://localhost:8917/callback';

const formOptions = {
	type: {
		type: 'string',
		value: 'TYPE',
		takes: apiClientTypes,
		help: 'as in the console: server-based (default), mobile-desktop, self-client or non-browser',
	},
	'redirect-uri': {
		type: 'string',
		multiple: true,
		value: 'URI',
		help: `as registered, to the letter (default ${defaultRedirectUri}); may be repeated`,
	},
	scope: {
		type: 'string',
		value: 'SCOPES',
		help: 'scopes separated by commas (default: read modules, settings, users, org)',
	},
} as const;

export const addApiClient: Command = {
	name: 'api-client add',
	form: '--name N --client-id ID [--redirect-uri URI] [--data-center ID] --secret-stdin',
	summary: "Add an API client of Zoho's console, or a further secret",
	notes: [
		`First register it at https://api-console.zoho.com (or .eu, .in ...) with the redirect URI ${defaultRedirectUri}.`,
		'Zoho gives each data center a secret of its own unless the console says otherwise: repeat with --data-center for the further ones. The secret goes to the keychain; it is read from stdin, or asked for where a person can type it.',
	],
	options: {
		name: { type: 'string', value: 'N', help: 'your name for it' },
		'client-id': { type: 'string', value: 'ID', help: 'the client id; not needed to add a secret to a known one' },
		...formOptions,
		'secret-stdin': { type: 'boolean', help: 'read the client secret from stdin' },
		'data-center': {
			type: 'string',
			value: 'ID',
			takes: 'data-center',
			help: 'the data center of this secret (default: the same in all)',
		},
	},
	targets: [0, 0],
	example:
		'latchkey api-client add --name agency --client-id 1000.ABC \\\n  --redirect-uri http://localhost:8917/callback --secret-stdin < secret.txt',
	verify: (typed) => verifyForm(typed, 'api-client add'),
	run: async ({ core, terminal, say }, typed) => {
		const usage = (problem: string) => new AppError('USAGE', { problem, command: 'api-client add' });
		const name = typed.text('name');
		if (name === null) throw usage('--name is missing.');
		const known = core()
			.apiClients.list()
			.find((client) => client.name.toLowerCase() === name.trim().toLowerCase());
		const clientId = typed.text('client-id') ?? known?.clientId;
		if (clientId === undefined) throw usage('--client-id is missing.');
		if (!typed.flag('secret-stdin') && !terminal.isInteractive)
			throw usage('Pass the client secret on stdin with --secret-stdin; it is never an argument.');
		const type = typeOf(typed) ?? known?.type ?? 'server-based';
		const client = await core().apiClients.add({
			name,
			clientId,
			type,
			redirectUris: urisOf(typed) ?? (hasBrowserSignIn(type) ? (known?.redirectUris ?? [defaultRedirectUri]) : []),
			scopes: scopesTyped(typed, 'api-client add') ?? known?.scopes ?? [],
			clientSecret: await terminal.readSecret('client secret', 'api-client add'),
			dataCenter: typed.text('data-center'),
		});
		const isReplaced = known?.secretsFor.includes(typed.text('data-center')?.toLowerCase() ?? '*');
		if (isReplaced) say(`The client secret that ${plainText(client.name)} had is replaced.`);
		if (client.connections === 0) say(`Next: \`latchkey connect --api-client ${plainText(client.name)}\``);
		return { data: client, lines: lines(client) };
	},
};

export const changeApiClient: Command = {
	name: 'api-client change',
	form: 'NAME [--type TYPE] [--redirect-uri URI] [--scope SCOPES]',
	summary: 'Change the type, redirect URIs or default scopes of an API client',
	notes: ['Its secrets stay. Connections keep the scopes that were granted until they are re-authenticated.'],
	options: formOptions,
	targets: [1, 1],
	targetsAre: 'api-client',
	example: 'latchkey api-client change agency \\\n  --redirect-uri http://localhost:8918/callback',
	verify: (typed) => verifyForm(typed, 'api-client change'),
	run: async ({ core }, typed) => {
		const [name = ''] = typed.targets;
		const [type, redirectUris, scopes] = [typeOf(typed), urisOf(typed), scopesTyped(typed, 'api-client change')];
		if (!type && !redirectUris && !scopes)
			throw new AppError('USAGE', { problem: 'Say what to change.', command: 'api-client change' });
		const client = core().apiClients.change(name, {
			...(type && { type }),
			...(redirectUris && { redirectUris }),
			...(scopes && { scopes }),
		});
		return { data: client, lines: lines(client) };
	},
};

export const listApiClients: Command = {
	name: 'api-client list',
	form: '',
	summary: 'List the API clients',
	options: {},
	targets: [0, 0],
	example: 'latchkey api-client list',
	run: async ({ core, terminal, say }) => {
		const apiClients = core().apiClients.list();
		if (apiClients.length === 0) say('No API clients. `latchkey api-client add --help` shows how to add one.');
		const rows = apiClients.map((one) => [
			one.name,
			one.clientId,
			one.type,
			secrets(one),
			one.redirectUris.join(' '),
			String(one.connections),
		]);
		const headings = ['NAME', 'CLIENT ID', 'TYPE', 'SECRETS FOR', 'REDIRECT URIS', 'CONNECTIONS'];
		return {
			data: { apiClients },
			lines:
				apiClients.length === 0
					? []
					: table(headings, rows, terminal.columns, {
							spare: ['REDIRECT URIS', 'TYPE', 'CONNECTIONS'],
							whole: 'CLIENT ID',
						}),
		};
	},
};

export const removeApiClient: Command = {
	name: 'api-client remove',
	form: 'NAME',
	summary: 'Remove an API client and its secrets here',
	options: {},
	targets: [1, 1],
	targetsAre: 'api-client',
	example: 'latchkey api-client remove agency',
	run: async ({ core }, { targets: [name = ''] }) => {
		await core().apiClients.remove(name);
		return { data: { name }, lines: [plainText(`${name}: removed`)] };
	},
};

/** Throws REDIRECT_URI_REFUSED, SCOPE_REFUSED and USAGE. */
function verifyForm(typed: Typed, command: string): void {
	for (const uri of typed.texts('redirect-uri')) parseRedirectUri(uri);
	scopesTyped(typed, command);
}

function typeOf(typed: Typed): ApiClientType | null {
	const type = typed.text('type');
	return apiClientTypes.find((one) => one === type) ?? null;
}

function urisOf(typed: Typed): readonly string[] | null {
	const uris = typed.texts('redirect-uri');
	return uris.length > 0 ? uris : null;
}

function secrets(client: ApiClientView): string {
	return client.secretsFor.map((dataCenter) => (dataCenter === '*' ? 'all' : dataCenter)).join(', ');
}

function lines(client: ApiClientView): readonly string[] {
	return fields([
		['API client', client.name],
		['Client id', client.clientId],
		['Type', client.type],
		['Secret for', secrets(client)],
		['Redirect URIs', client.redirectUris.join(' ')],
		['Scopes', client.scopes.join(', ')],
	]);
}
