import type { ApiClientView, DataCenterView, Snapshot } from '../../../shared/views.ts';

/** Chosen in place of an API client: a new one. A NUL cannot be in a name, so none is ever called this. */
export const newClientValue = '\0new';

/** Whether an API client holds a client secret for a data center. */
export const hasSecretFor = ({ secretsFor }: ApiClientView, dataCenter: string) =>
	secretsFor.includes('*') || secretsFor.includes(dataCenter);

/** The API clients that a data center can be used with; the ones with a secret for it come first. */
export function clientsFor(snapshot: Snapshot, dataCenter: DataCenterView | undefined): readonly ApiClientView[] {
	if (!dataCenter) return [];
	const fitting = snapshot.apiClients.filter(({ practice }) => practice === (dataCenter.kind === 'practice'));
	const rank = (client: ApiClientView) => (hasSecretFor(client, dataCenter.id) ? 0 : 1);
	return [...fitting].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** The data center that a person most likely means: the one asked for, else the one used most, else the first. */
export function likelyDataCenter(snapshot: Snapshot, asked: string | null): string {
	if (asked !== null) return asked;
	const counts = new Map<string, number>();
	for (const { dataCenter, practice } of snapshot.connections) {
		if (!practice) counts.set(dataCenter, (counts.get(dataCenter) ?? 0) + 1);
	}
	const [most] = [...counts].sort(([, a], [, b]) => b - a);
	return most?.[0] ?? snapshot.dataCenters[0]?.id ?? '';
}
