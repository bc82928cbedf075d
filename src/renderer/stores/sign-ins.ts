import type { SignInView } from '../../shared/views.ts';

type SignIns = Readonly<Record<string, SignInView>>;

/** The rank of a sign-in that has ended. */
const over = 3;

const rank: Record<SignInView['state'], number> = { waiting: 0, needs_secret: 1, finishing: 2, done: over, failed: over };

/** Whether a sign-in is over. */
export const isSettled = (signIn: SignInView) => rank[signIn.state] === over;

/** Whether a sign-in is still on its way. */
const isActive = (signIn: SignInView, now: number) => !isSettled(signIn) && Date.parse(signIn.expiresAt) > now;

/** Puts one sign-in in. A snapshot that was on its way while an event came never turns a sign-in back. */
export function mergeSignIn(known: SignIns, signIn: SignInView): SignIns {
	const before = known[signIn.id];
	if (before && rank[before.state] > rank[signIn.state]) return known;
	return { ...known, [signIn.id]: signIn };
}

export function mergeSignIns(known: SignIns, fetched: readonly SignInView[]): SignIns {
	return fetched.reduce(mergeSignIn, known);
}

/** The re-authentication of a connection that is on its way. */
export function reauthOf(signIns: SignIns, connectionId: string, now: number): SignInView | null {
	const all = Object.values(signIns);
	return (
		all.find((each) => each.kind === 'reauth' && each.connectionId === connectionId && isActive(each, now)) ?? null
	);
}

/** First connects on their way, oldest first. */
export function activeConnects(signIns: SignIns, now: number): readonly SignInView[] {
	const all = Object.values(signIns).filter((each) => each.kind === 'connect' && isActive(each, now));
	return all.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}
