import { systemBrowser } from '../core/adapters/system/system-browser.ts';
import type { SignInHandle } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import type { Outcome, Session } from './command.ts';
import { connectionLines } from './commands/show.ts';

/** Leads a person through a browser sign-in: opens the browser or prints the URL alone on a line, waits, ends on Ctrl-C. */
export async function signInDialogue(
	session: Session,
	start: () => Promise<SignInHandle>,
	noBrowser: boolean,
): Promise<Outcome> {
	const { core, say, terminal, warn } = session;
	let handle: SignInHandle | null = null;
	let cancelled = false;
	const cancel = () => {
		cancelled = true;
		const waiting = core()
			.signIns.list()
			.find(({ id }) => id === handle?.view.id);
		if (waiting?.state === 'waiting') core().signIns.cancel(waiting.id);
		else if (waiting) say('The browser is back already: the sign-in ends in a moment.');
	};
	// Once: a second Ctrl-C ends the process at once, and the next start clears up.
	process.once('SIGINT', cancel);
	process.once('SIGTERM', cancel);
	try {
		await core().recover();
		if (cancelled) throw new AppError('SIGN_IN_CANCELLED');
		handle = await start();
		if (cancelled) cancel();
		else await show(session, handle, noBrowser);
		const { connection, notices } = await handle.result;
		for (const notice of notices) warn(notice);
		return { data: connection, lines: connectionLines(connection) };
	} finally {
		process.removeListener('SIGINT', cancel);
		process.removeListener('SIGTERM', cancel);
	}

	async function show({ say }: Session, { authorizationUrl, view }: SignInHandle, noBrowser: boolean): Promise<void> {
		if (!noBrowser && (await systemBrowser.open(authorizationUrl))) {
			say('Your browser opens Zoho. If it does not: Ctrl-C, then the same command with --no-browser.');
		} else {
			say('Open this address in a browser on this machine:');
			// Alone on its line and even with --quiet: without it nobody could sign in.
			terminal.talk(authorizationUrl);
		}
		say(`Waiting up to 5 minutes. The browser will show the check code ${view.checkCode}. Ctrl-C cancels.`);
	}
}
