import type { ApiClientView, ConnectionView } from '../../../shared/views.ts';
import type { Words } from '../../languages/en/index.ts';
import { defaultScopes } from '../api-clients/defaults.ts';

/** Which scopes a sign-in asks for. */
export type ScopeChoice = keyof Words['reauth']['choices'];

/** The scopes of a choice, empty for "as before"; null where a person types them. */
export function scopesOf(choice: ScopeChoice, apiClient: ApiClientView | undefined): readonly string[] | null {
	switch (choice) {
		case 'same':
			return [];
		case 'client':
			return apiClient?.scopes ?? [];
		case 'read':
			return defaultScopes;
		case 'write':
			return defaultScopes.map((scope) => (scope === 'ZohoCRM.modules.READ' ? 'ZohoCRM.modules.ALL' : scope));
		case 'own':
			return null;
	}
}

const sameScopes = (a: readonly string[], b: readonly string[]) =>
	a.length === b.length && a.every((scope) => b.includes(scope));

/** The choices of a re-authentication that differ from one another. */
export function scopeChoices(
	connection: Pick<ConnectionView, 'scopes'>,
	apiClient: ApiClientView | undefined,
): readonly ScopeChoice[] {
	const all: readonly ScopeChoice[] = ['same', 'client', 'read', 'write', 'own'];
	return distinct(all, (choice) => (choice === 'same' ? connection.scopes : scopesOf(choice, apiClient)));
}

/** The choices of a new connection that differ from one another. */
export function connectChoices(apiClient: ApiClientView | undefined): readonly ScopeChoice[] {
	return distinct(['client', 'read', 'write', 'own'], (choice) => scopesOf(choice, apiClient));
}

/** The choice that asks for these scopes; none: the API client's. */
export function choiceOf(scopes: readonly string[], apiClient: ApiClientView | undefined): ScopeChoice {
	if (scopes.length === 0) return 'client';
	const found = connectChoices(apiClient).find((choice) => sameScopes(scopesOf(choice, apiClient) ?? [], scopes));
	return found ?? 'own';
}

/** The first choice stays, whatever it asks for; a list of one's own, too. */
function distinct(
	all: readonly ScopeChoice[],
	scopesIn: (choice: ScopeChoice) => readonly string[] | null,
): readonly ScopeChoice[] {
	const seen: (readonly string[])[] = [];
	return all.filter((choice, place) => {
		const scopes = scopesIn(choice);
		if (scopes === null) return true;
		if (scopes.length === 0 || seen.some((each) => sameScopes(each, scopes))) return place === 0;
		seen.push(scopes);
		return true;
	});
}
