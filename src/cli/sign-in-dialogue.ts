import { systemBrowser } from '../core/adapters/system/system-browser.ts';
import type { SignInHandle } from '../core/create-core.ts';
import type { Outcome, Session } from './command.ts';
import { connectionLines } from './commands/show.ts';

/** Leads a person through a browser sign-in: opens the browser or prints the URL alone on a line, waits, ends on Ctrl-C. */
export async function signInDialogue(session: Session, handle: SignInHandle, noBrowser: boolean): Promise<Outcome> {
	const { core, say, terminal, warn } = session;
	const cancel = () => core().signIns.cancel(handle.view.id);
	process.once('SIGINT', cancel);
	process.once('SIGTERM', cancel);
	try {
		const opened = !noBrowser && (await systemBrowser.open(handle.authorizationUrl));
		if (!opened) {
			say('Open this address in a browser on this machine:');
			// Alone on its line and even with --quiet: without it nobody could sign in.
			terminal.talk(handle.authorizationUrl);
		}
		say(
			`Waiting for the browser, up to 5 minutes. It will show the check code ${handle.view.checkCode}. Ctrl-C cancels.`,
		);
		const { connection, notices } = await handle.result;
		for (const notice of notices) warn(notice);
		return { data: connection, lines: connectionLines(connection) };
	} finally {
		process.removeListener('SIGINT', cancel);
		process.removeListener('SIGTERM', cancel);
	}
}
