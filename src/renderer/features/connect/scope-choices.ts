import type { ApiClientView, ConnectionView } from '../../../shared/views.ts';
import type { Words } from '../../languages/en.ts';
import { defaultScopes } from '../api-clients/defaults.ts';

/** Which scopes a re-authentication asks for. */
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

/** The choices that differ from one another. */
export function scopeChoices(
	connection: Pick<ConnectionView, 'scopes'>,
	apiClient: ApiClientView | undefined,
): readonly ScopeChoice[] {
	const all: readonly ScopeChoice[] = ['same', 'client', 'read', 'write', 'own'];
	const seen: (readonly string[])[] = [];
	return all.filter((choice) => {
		const scopes = choice === 'same' ? connection.scopes : scopesOf(choice, apiClient);
		if (scopes === null) return true;
		if (scopes.length === 0 || seen.some((each) => sameScopes(each, scopes))) return choice === 'same';
		seen.push(scopes);
		return true;
	});
}
