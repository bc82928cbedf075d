import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import type { ConnectRequest } from '../../core/usecases/connect-request.ts';
import type { AskAboutTwin } from '../../core/usecases/twin.ts';
import type { Command, Outcome, Session, Typed } from '../command.ts';
import { plainText } from '../output/plain-text.ts';
import { signedIn, signInDialogue } from '../sign-in-dialogue.ts';

export const connect: Command = {
	name: 'connect',
	form: '[--api-client NAME] [--data-center ID] [--alias ALIAS] [--customer NAME]',
	summary: 'Connect an org: sign in through the browser',
	options: {
		'api-client': {
			type: 'string',
			value: 'NAME',
			help: 'the API client to sign in with; needed where there are several',
		},
		'data-center': {
			type: 'string',
			value: 'ID',
			help: 'where to begin (default us); the right one is found by itself',
		},
		alias: { type: 'string', value: 'ALIAS', help: "a short name of your own (default: made from the org's name)" },
		customer: { type: 'string', value: 'NAME', help: 'the customer that it belongs to' },
		scope: { type: 'string', value: 'SCOPES', help: "scopes separated by commas (default: the API client's)" },
		'renew-existing': { type: 'boolean', help: 'if the org is connected already, renew that connection' },
		'no-browser': { type: 'boolean', help: 'print the address instead of opening the browser' },
		paste: { type: 'boolean', help: 'the browser is on another machine: take the address it ends at from stdin' },
		device: { type: 'boolean', help: 'no browser here: sign in on any device by a code to type there' },
		'code-stdin': { type: 'boolean', help: "no browser: a code of the API console's Self Client, from stdin" },
		'refresh-token-stdin': { type: 'boolean', help: 'no browser: a refresh token from elsewhere, from stdin' },
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
			mayAskSecret: session.terminal.isInteractive,
			askAboutTwin: askAboutTwin(session, typed.flag('renew-existing')),
		};
		warnOfFullSlots(session, request);
		const paste = typed.flag('paste');
		return (
			(await withoutBrowser(session, typed, request)) ??
			signInDialogue(session, () => core.signIns.connect(request), {
				noBrowser: typed.flag('no-browser') || paste,
				paste,
			})
		);
	},
};

/** The ways in that need no browser; null where neither was asked for. */
async function withoutBrowser(session: Session, typed: Typed, request: ConnectRequest): Promise<Outcome | null> {
	const { core, terminal, say } = session;
	const [code, refreshToken, device] = [
		typed.flag('code-stdin'),
		typed.flag('refresh-token-stdin'),
		typed.flag('device'),
	];
	const chosen = [code, refreshToken, device].filter(Boolean).length;
	if (chosen === 0) return null;
	if (chosen > 1) throw new AppError('USAGE', { problem: 'Choose one way in.', command: 'connect' });
	if (device) return onDevice(session, request);
	if (refreshToken) {
		const secret = await terminal.readSecret('refresh token', 'connect');
		await core().recover();
		return signedIn(session, await core().signIns.withRefreshToken(request, secret));
	}
	say('In the API console: Self Client, Generate Code. Paste this as the scope, to the letter:');
	say(`  ${core().signIns.scopesFor(request).join(',')}`);
	say('The code lives 3 minutes unless you choose longer there, and works once.');
	const secret = await terminal.readSecret('code', 'connect');
	await core().recover();
	return signedIn(session, await core().signIns.withCode(request, secret));
}

async function onDevice(session: Session, request: ConnectRequest): Promise<Outcome> {
	const { core, say, terminal } = session;
	const stop = new AbortController();
	const cancel = () => stop.abort();
	process.once('SIGINT', cancel);
	process.once('SIGTERM', cancel);
	try {
		await core().recover();
		const handle = await core().signIns.onDevice(request, stop.signal);
		say('On any device, open this address and type the code:');
		// Even with --quiet: without them nobody could sign in.
		terminal.talk(handle.verificationUrl);
		terminal.talk(handle.userCode);
		say(`Waiting until ${handle.expiresAt.toTimeString().slice(0, 5)}. Ctrl-C cancels.`);
		return signedIn(session, await handle.result);
	} finally {
		process.removeListener('SIGINT', cancel);
		process.removeListener('SIGTERM', cancel);
	}
}

/** The org is connected already: renew that entry, or keep a second one? Scripts say so by an option; without it both are kept. */
function askAboutTwin({ terminal }: Session, renew: boolean): AskAboutTwin {
	return async ({ alias }) => {
		const question = `This org and user are connected already as "${alias}". Renew that instead of adding a second one?`;
		return renew || (await terminal.confirm(plainText(question))) ? 'renew' : 'keep both';
	};
}

/** Zoho would silently end the oldest token of a user whose slots are all taken. */
function warnOfFullSlots({ core, warn }: Session, request: ConnectRequest): void {
	for (const user of core().signIns.usersWithoutSlot(request)) {
		warn(
			`All 20 token slots of ${user} are held here: signing in as this user ends the oldest connection. Revoke one first.`,
		);
	}
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
