import type { SignInView } from '../../shared/views.ts';

type SignIns = Readonly<Record<string, SignInView>>;

/** The rank of a sign-in that has ended. */
const over = 3;

const rank: Record<SignInView['state'], number> = {
	waiting: 0,
	needs_secret: 1,
	finishing: 2,
	done: over,
	failed: over,
};

/** Whether a sign-in is over. */
export const isSettled = (signIn: SignInView) => rank[signIn.state] === over;

/** Whether a sign-in is still on its way. What is being finished needs nobody any more and ends by itself. */
const isActive = (signIn: SignInView, now: number) =>
	!isSettled(signIn) && (signIn.state === 'finishing' || Date.parse(signIn.expiresAt) > now);

/** Zoho's code lives two minutes; the main process waits so long for a client secret that is missing. */
const secretLimit = 110_000;

/** With the time that is left for the person: a secret that is asked for has a shorter one, from when it was first asked for. */
function withDeadline(before: SignInView | undefined, signIn: SignInView, now: number): SignInView {
	// A device's code lives on while the secret is looked for.
	if (signIn.state !== 'needs_secret' || signIn.device) return signIn;
	const asked = before?.state === 'needs_secret' ? before.expiresAt : new Date(now + secretLimit).toISOString();
	return { ...signIn, expiresAt: asked };
}

/** With its secret a device's sign-in waits again, in the data center that the secret is for; an old snapshot names another one. */
const goesOnWaiting = (before: SignInView, { state, device, dataCenter }: SignInView) =>
	before.state === 'needs_secret' && state === 'waiting' && device !== null && dataCenter === before.dataCenter;

/** Puts one sign-in in. A snapshot that was on its way while an event came never turns a sign-in back. */
export function mergeSignIn(known: SignIns, signIn: SignInView, now: number): SignIns {
	const before = known[signIn.id];
	if (before && rank[before.state] > rank[signIn.state] && !goesOnWaiting(before, signIn)) return known;
	return { ...known, [signIn.id]: withDeadline(before, signIn, now) };
}

export function mergeSignIns(known: SignIns, fetched: readonly SignInView[], now: number): SignIns {
	return fetched.reduce<SignIns>((merged, signIn) => mergeSignIn(merged, signIn, now), known);
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
