import type { ApiClientView, DataCenterView, Snapshot } from '../../../shared/views.ts';
import { hasSecretFor, likelyDataCenter } from './choices.ts';
import { waysFor } from './ways-in.ts';

/** Chosen in place of a data center: Zoho tells after the sign-in. A NUL cannot be in an id, so none is ever called this. */
export const findValue = '\0find';

/** The API clients while the data center is open: the ones that can sign in by browser first, those of the practice CRM last. */
export function clientsToFind({ apiClients }: Snapshot): readonly ApiClientView[] {
	const rank = ({ type, practice }: ApiClientView) => (waysFor(type).includes('browser') ? 0 : 1) + (practice ? 2 : 0);
	return [...apiClients].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/**
 * Where a sign-in begins that is to find the data center. Zoho moves a user on from accounts.zoho.com ("Multi DC" of Zoho Accounts), so the
 * United States come first; but no sign-in begins where the API client has no client secret, so next come the data center that is used most and
 * any other with one. A new API client is registered where the person works: there the data center that is used most comes first.
 */
export function startToFind(snapshot: Snapshot, client: ApiClientView | undefined): DataCenterView | undefined {
	const kept = snapshot.dataCenters.filter(({ kind }) => (kind === 'practice') === (client?.practice ?? false));
	const withSecret = client ? kept.filter(({ id }) => hasSecretFor(client, id)) : [];
	const ready = withSecret.length > 0 ? withSecret : kept;
	// China stands apart: nobody is moved on from there, and nobody to there.
	const open = ready.filter(({ id }) => id !== 'cn');
	const usual = likelyDataCenter(snapshot, null);
	const order = client ? ['us', usual] : [usual, 'us'];
	const first = order.flatMap((wanted) => open.find(({ id }) => id === wanted) ?? [])[0];
	return first ?? open[0] ?? ready[0];
}
