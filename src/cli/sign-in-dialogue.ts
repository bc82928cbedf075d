import { systemBrowser } from '../core/adapters/system/system-browser.ts';
import type { Core } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import type { SignedIn, SignInHandle } from '../core/facade/sign-ins.ts';
import type { SignInRequest } from '../core/usecases/connect-request.ts';
import { noticeWords } from '../shared/sign-in-notices.ts';
import type { CoreEvent, SignInView } from '../shared/views.ts';
import type { Outcome, Session } from './command.ts';
import { connectionLines } from './commands/show.ts';
import { plainText } from './output/plain-text.ts';

export interface DialogueOptions {
	/** Print the address instead of opening it. */
	readonly noBrowser: boolean;
	/** Take the address that the browser ended at from stdin: the browser is on another machine. */
	readonly paste: boolean;
}

/** What a dialogue waits for. */
type Handle = Pick<SignInHandle, 'view' | 'result'>;

/** Leads a person through a browser sign-in: opens the browser or prints the URL alone on a line, waits, ends on Ctrl-C. */
export function browserDialogue(session: Session, request: SignInRequest, options: DialogueOptions): Promise<SignedIn> {
	const { signIns } = session.core();
	const start = () => ('target' in request ? signIns.reauth(request.target, request.scopes) : signIns.connect(request));
	return dialogue(session, start, async (handle) => {
		await showAddress(session, handle, options);
		return options.paste ? takePasted(session) : () => {};
	});
}

/** Leads a person through a sign-in on another device: prints the page and the code to type there, waits, ends on Ctrl-C. */
export function deviceDialogue(session: Session, request: SignInRequest): Promise<SignedIn> {
	const { core, say, terminal } = session;
	return dialogue(
		session,
		() => core().signIns.onDevice(request),
		async ({ view }) => {
			say('On any device, open this address and type the code:');
			// Even with --quiet: without them nobody could sign in.
			terminal.talk(view.device?.verificationUrl ?? '');
			terminal.talk(view.device?.userCode ?? '');
			say(`Waiting until ${new Date(view.expiresAt).toTimeString().slice(0, 5)}. Ctrl-C cancels.`);
			return () => {};
		},
	);
}

/** Starts a sign-in, shows what the person needs (`show` gives what ends its listening), asks for a late client secret, waits. */
async function dialogue<H extends Handle>(
	session: Session,
	start: () => Promise<H>,
	show: (handle: H) => Promise<() => void>,
): Promise<SignedIn> {
	const { core, say } = session;
	let handle: H | null = null;
	let cancelled = false;
	const cancel = () => {
		cancelled = true;
		const waiting = viewOf(core(), handle);
		if (waiting?.state === 'finishing') say('The browser is back already: the sign-in ends in a moment.');
		else if (waiting) core().signIns.cancel(waiting.id);
	};
	// Once: a second Ctrl-C ends the process at once, and the next start clears up.
	process.once('SIGINT', cancel);
	process.once('SIGTERM', cancel);
	let stopListening = () => {};
	const unsubscribe = core().subscribe((event) => {
		if (!needsSecret(event, handle)) return;
		stopListening();
		void askSecret(session, event.signIn);
	});
	try {
		await core().recover();
		if (cancelled) throw new AppError('SIGN_IN_CANCELLED');
		handle = await start();
		if (cancelled) cancel();
		else stopListening = await show(handle);
		return await handle.result;
	} finally {
		stopListening();
		unsubscribe();
		process.removeListener('SIGINT', cancel);
		process.removeListener('SIGTERM', cancel);
	}
}

/** What every way in prints at its end. */
export function signedIn({ warn }: Session, { connection, notices }: SignedIn): Outcome {
	for (const notice of notices) warn(noticeWords(notice));
	return { data: connection, lines: connectionLines(connection) };
}

function viewOf(core: Core, handle: Handle | null): SignInView | undefined {
	return core.signIns.list().find(({ id }) => id === handle?.view.id);
}

async function showAddress(
	{ say, terminal }: Session,
	{ authorizationUrl, view }: SignInHandle,
	{ noBrowser, paste }: DialogueOptions,
): Promise<void> {
	if (!noBrowser && (await systemBrowser.open(authorizationUrl))) {
		say('Your browser opens Zoho. If it does not: Ctrl-C, then the same command with --no-browser.');
	} else {
		say(paste ? 'Open this address in any browser:' : 'Open this address in a browser on this machine:');
		// Alone on its line and even with --quiet: without it nobody could sign in.
		terminal.talk(authorizationUrl);
	}
	if (paste) say('The browser will end at an address that does not load. Paste that address here, then Enter.');
	say(`Waiting up to 5 minutes. The browser will show the check code ${view.checkCode}. Ctrl-C cancels.`);
}

/** An address of another sign-in is said to be one, and the waiting goes on. */
function takePasted({ core, terminal, say }: Session): () => void {
	return terminal.onLine((line) => {
		if (line.trim() === '') return;
		try {
			core().signIns.paste(line);
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			say(plainText(`${error.words.message}. Paste the whole address of this sign-in.`));
		}
	});
}

function needsSecret(
	event: CoreEvent,
	handle: Handle | null,
): event is Extract<CoreEvent, { type: 'sign-in-changed' }> {
	return (
		event.type === 'sign-in-changed' && event.signIn.id === handle?.view.id && event.signIn.state === 'needs_secret'
	);
}

/** The user lives in a data center whose client secret is not here yet: asked for now, while Zoho's code is alive. */
async function askSecret({ core, terminal, say }: Session, { id, apiClient, dataCenter }: SignInView): Promise<void> {
	say(
		plainText(
			`This user lives in ${dataCenter}, and "${apiClient}" has no client secret for it yet. You have 2 minutes.`,
		),
	);
	try {
		core().signIns.provideSecret(id, await terminal.readSecret(`client secret for ${dataCenter}`, 'connect'));
	} catch {
		// No answer is an answer; the sign-in may also have ended meanwhile.
		if (
			core()
				.signIns.list()
				.some((signIn) => signIn.id === id)
		)
			core().signIns.cancel(id);
	}
}
