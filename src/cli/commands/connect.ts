import type { Core } from '../../core/create-core.ts';
import { AppError, asAppError } from '../../core/domain/app-error.ts';
import type { ConnectRequest } from '../../core/usecases/connect-request.ts';
import type { AskAboutTwin } from '../../core/usecases/twin.ts';
import type { Command, Session } from '../command.ts';
import { plainText } from '../output/plain-text.ts';
import { signIn, wayInOptions } from '../ways-in.ts';

export const connect: Command = {
	name: 'connect',
	form: '[--api-client NAME] [--data-center ID] [--alias ALIAS] [--customer NAME]',
	summary: 'Connect an org: sign in through the browser',
	options: {
		'api-client': {
			type: 'string',
			value: 'NAME',
			takes: 'api-client',
			help: 'the API client to sign in with; needed where there are several',
		},
		'data-center': {
			type: 'string',
			value: 'ID',
			takes: 'data-center',
			help: 'where to begin (default us); the right one is found by itself',
		},
		alias: { type: 'string', value: 'ALIAS', help: "a short name of your own (default: made from the org's name)" },
		customer: { type: 'string', value: 'NAME', takes: 'customer', help: 'the customer that it belongs to' },
		scope: { type: 'string', value: 'SCOPES', help: "scopes separated by commas (default: the API client's)" },
		'renew-existing': { type: 'boolean', help: 'if the org is connected already, renew that connection' },
		...wayInOptions,
	},
	targets: [0, 0],
	example: 'latchkey connect --api-client agency --data-center eu \\\n  --alias acme --customer "Acme GmbH"',
	run: async (session, typed) => {
		const core = session.core();
		const apiClient = typed.text('api-client') ?? onlyApiClient(core);
		const dataCenter = typed.text('data-center') ?? defaultDataCenter(core, apiClient);
		const request: ConnectRequest = {
			apiClient,
			dataCenter,
			alias: typed.text('alias'),
			customer: typed.text('customer'),
			scopes: typed.text('scope')?.split(',') ?? [],
			mayAskSecret: session.terminal.mayAsk,
			askAboutTwin: askAboutTwin(session, typed.flag('renew-existing')),
		};
		return signIn(session, typed, request, 'connect');
	},
};

/** The org is connected already: renew that entry, or keep a second one? Scripts say so by an option; without it both are kept. Ctrl-C gives the new token back. */
function askAboutTwin({ terminal }: Session, renew: boolean): AskAboutTwin {
	return async ({ alias }) => {
		const question = `This org and user are connected already as "${alias}". Renew that instead of adding a second one?`;
		if (renew) return 'renew';
		// The sign-in is done already: it is not lost for want of an answer.
		if (!terminal.mayAsk) return 'keep both';
		try {
			return (await terminal.confirm(plainText(question), '--renew-existing')) ? 'renew' : 'keep both';
		} catch (error) {
			if (asAppError(error).code === 'CANCELLED') return 'cancel';
			throw error;
		}
	};
}

/** Who has one API client need not name it. */
function onlyApiClient(core: Core): string {
	const [first, ...more] = core.apiClients.list();
	if (first && more.length === 0) return first.name;
	const problem = first
		? 'Say which API client: --api-client NAME.'
		: 'There is no API client yet. Add one with `latchkey api-client add`, or run `latchkey practice` to try.';
	throw new AppError('USAGE', { problem, command: 'connect' });
}

/** Where a client has a secret for one data center alone, the sign-in begins there. */
function defaultDataCenter(core: Core, apiClient: string): string {
	const client = core.apiClients.list().find((one) => one.name.toLowerCase() === apiClient.toLowerCase());
	const own = client?.secretsFor.filter((dataCenter) => dataCenter !== '*') ?? [];
	return own.includes('us') || own.length === 0 ? 'us' : (own[0] ?? 'us');
}
