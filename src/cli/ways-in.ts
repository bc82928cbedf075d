import { AppError } from '../core/domain/app-error.ts';
import type { SignedIn } from '../core/facade/sign-ins.ts';
import type { SignInRequest } from '../core/usecases/connect-request.ts';
import type { Session, Typed } from './command.ts';
import { browserDialogue, deviceDialogue } from './sign-in-dialogue.ts';

/** The options that choose the way in; without one it is the browser of this machine. */
export const wayInOptions = {
	'no-browser': { type: 'boolean', help: 'print the address instead of opening the browser' },
	paste: { type: 'boolean', help: 'the browser is on another machine: take the address it ends at from stdin' },
	device: { type: 'boolean', help: 'no browser here: sign in on any device by a code to type there' },
	'code-stdin': { type: 'boolean', help: "no browser: a code of the API console's Self Client, from stdin" },
	'refresh-token-stdin': { type: 'boolean', help: 'no browser: a refresh token from elsewhere, from stdin' },
} as const;

const waysIn = ['paste', 'device', 'code-stdin', 'refresh-token-stdin'] as const;
export type WayIn = (typeof waysIn)[number];

/** Signs in by the way that was chosen; every way ends in the same verified connection. */
export async function signIn(
	session: Session,
	typed: Typed,
	request: SignInRequest,
	command: 'connect' | 'reauth',
): Promise<SignedIn> {
	const way = wayOf(typed, command);
	warnOfFullSlots(session, request);
	if (way === 'device') return deviceDialogue(session, request);
	if (way === 'refresh-token-stdin') return byRefreshToken(session, request, command);
	if (way === 'code-stdin') return byCode(session, request, command);
	const paste = way === 'paste';
	return browserDialogue(session, request, { noBrowser: typed.flag('no-browser') || paste, paste });
}

/** The way in other than this machine's browser; null where none was typed. Throws USAGE for two. */
export function wayOf(typed: Typed, command: string): WayIn | null {
	const [way = null, ...more] = waysIn.filter((each) => typed.flag(each));
	if (way === null || more.length === 0) return way;
	const problem = `Choose one way in: ${[way, ...more].map((each) => `--${each}`).join(' or ')}.`;
	throw new AppError('USAGE', { problem, command });
}

async function byRefreshToken(session: Session, request: SignInRequest, command: string): Promise<SignedIn> {
	const core = session.core();
	const token = await session.terminal.readSecret('refresh token', command);
	await core.recover();
	return core.signIns.withRefreshToken(request, token);
}

async function byCode(session: Session, request: SignInRequest, command: string): Promise<SignedIn> {
	const { say, terminal } = session;
	const core = session.core();
	say('In the API console: Self Client, Generate Code. Paste this as the scope, to the letter:');
	say(`  ${core.signIns.scopesFor(request).join(',')}`);
	say('The code lives 3 minutes unless you choose longer there, and works once.');
	const code = await terminal.readSecret('code', command);
	await core.recover();
	return core.signIns.withCode(request, code);
}

/** Zoho would silently end the oldest token of a user whose slots are all taken. */
function warnOfFullSlots({ core, warn }: Session, request: SignInRequest): void {
	for (const user of core().signIns.usersWithoutSlot(request)) {
		warn(
			`All 20 token slots of ${user} are held here: signing in as this user ends the oldest connection. Revoke one first.`,
		);
	}
}
