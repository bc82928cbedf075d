import type { Core } from '../../core/create-core.ts';
import { AppError, asAppError } from '../../core/domain/app-error.ts';
import { type Connection, parseAlias } from '../../core/domain/connection.ts';
import { parseCustomer } from '../../core/domain/connection-label.ts';
import { shellWord } from '../../core/domain/shell-word.ts';
import type { ConnectRequest } from '../../core/usecases/connect-request.ts';
import type { AskAboutTwin } from '../../core/usecases/twin.ts';
import type { ExpectedEnvironment } from '../../shared/views.ts';
import type { Command, Session, Typed } from '../command.ts';
import { environmentNamed } from '../environment-names.ts';
import { plainText } from '../output/plain-text.ts';
import { signedIn } from '../sign-in-dialogue.ts';
import { scopesTyped } from '../typed-scopes.ts';
import { signIn, wayInOptions, wayOf } from '../ways-in.ts';

const name = 'connect';

const environments: readonly ExpectedEnvironment[] = ['production', 'sandbox', 'developer'];

export const connect: Command = {
	name,
	form: '[--api-client NAME] [--data-center ID] [--environment NAME] [--alias ALIAS] [--customer NAME]',
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
			help: 'where to begin (default us, or where the API client has a secret); the right one is found by itself',
		},
		environment: {
			type: 'string',
			value: 'NAME',
			takes: environments,
			reads: environmentNamed,
			help: 'production, sandbox or developer: what you expect. An org of another one is kept apart, not checked',
		},
		alias: { type: 'string', value: 'ALIAS', help: "a short name of your own (default: made from the org's name)" },
		customer: { type: 'string', value: 'NAME', takes: 'customer', help: 'the customer that it belongs to' },
		scope: { type: 'string', value: 'SCOPES', help: "scopes separated by commas (default: the API client's)" },
		'renew-existing': { type: 'boolean', help: 'if the org is connected already, renew that connection' },
		...wayInOptions,
	},
	targets: [0, 0],
	example: 'latchkey connect --api-client agency --data-center eu \\\n  --alias acme --customer "Acme GmbH"',
	verify: (typed) => {
		wayOf(typed, name);
		const alias = typed.text('alias');
		if (alias !== null) parseAlias(alias);
		parseCustomer(typed.text('customer'));
		scopesTyped(typed, name);
	},
	run: async (session, typed) => {
		const core = session.core();
		requireDataCenter(core, typed.text('data-center'));
		const apiClient = typed.text('api-client') ?? onlyApiClient(core);
		const dataCenter = typed.text('data-center') ?? defaultDataCenter(core, apiClient);
		const request: ConnectRequest = {
			apiClient,
			dataCenter,
			alias: typed.text('alias'),
			customer: typed.text('customer'),
			scopes: scopesTyped(typed, name) ?? [],
			expects: environments.find((each) => each === typed.text('environment')) ?? null,
			mayAskSecret: session.terminal.mayAsk,
			askAboutTwin: askAboutTwin(session, typed),
		};
		return signedIn(session, await signIn(session, typed, request, name));
	},
};

/** A wrong name is said before that something else is missing. Throws DATA_CENTER_UNKNOWN. */
function requireDataCenter({ dataCenters }: Core, id: string | null): void {
	if (id !== null && !dataCenters.list().some((one) => one.id === id.toLowerCase()))
		throw new AppError('DATA_CENTER_UNKNOWN', { id: id.slice(0, 60) });
}

/** The org is connected already: renew that entry, or keep a second one? Scripts say so by an option; without it both are kept. Ctrl-C gives the new token back. */
function askAboutTwin({ terminal, warn }: Session, typed: Typed): AskAboutTwin {
	return async (twin) => {
		const question = `This org and user are connected already as "${twin.alias}". Renew that instead of adding a second one?`;
		const renew = () => {
			const stays = whatStays(twin, typed);
			if (stays !== null) warn(stays);
			return 'renew' as const;
		};
		if (typed.flag('renew-existing')) return renew();
		// The sign-in is done already: it is not lost for want of an answer.
		if (!terminal.mayAsk) return 'keep both';
		try {
			return (await terminal.confirm(plainText(question), '--renew-existing')) ? renew() : 'keep both';
		} catch (error) {
			if (asAppError(error).code === 'CANCELLED') return 'cancel';
			throw error;
		}
	};
}

/**
 * A renewed connection keeps its alias, and its customer where it has one: what was typed for a new one, and how that is set on this one.
 * Null where they agree.
 */
function whatStays(twin: Connection, typed: Typed): string | null {
	const others = (['alias', 'customer'] as const).flatMap((option) => {
		const text = typed.text(option)?.trim() ?? null;
		return text === null || twin[option] === null || text === twin[option]
			? []
			: [[`--${option}`, `--${option} ${shellWord(text)}`] as const];
	});
	if (others.length === 0) return null;
	const command = `latchkey edit ${twin.alias} ${others.map(([, typedSo]) => typedSo).join(' ')}`;
	return `"${twin.alias}" is renewed; ${others.map(([option]) => option).join(' and ')} changed nothing. To change it: \`${command}\``;
}

/** Who has one API client need not name it. */
function onlyApiClient(core: Core): string {
	const names = core.apiClients.list().map(({ name }) => name);
	const [first, ...more] = names;
	if (first !== undefined && more.length === 0) return first;
	const problem = first
		? `Say which API client, by --api-client: ${names.join(', ')}.`
		: 'There is no API client yet. Add one with `latchkey api-client add`, or run `latchkey practice` to try.';
	throw new AppError('USAGE', { problem, command: name });
}

/** Where a client has a secret for one data center alone, the sign-in begins there. */
function defaultDataCenter(core: Core, apiClient: string): string {
	const client = core.apiClients.list().find((one) => one.name.toLowerCase() === apiClient.toLowerCase());
	const own = client?.secretsFor.filter((dataCenter) => dataCenter !== '*') ?? [];
	return own.includes('us') || own.length === 0 ? 'us' : (own[0] ?? 'us');
}
