import { useState } from 'react';
import type { ApiClientView } from '../../../shared/views.ts';
import { splitScopes } from './new-client.ts';
import { choiceOf, connectChoices, scopesOf } from './scope-choices.ts';

/** The scopes of a new connection: what the field shows, what is asked for, and what is sent (none: the API client's). */
export function useConnectScopes(drafted: readonly string[], apiClient: ApiClientView | undefined) {
	const choices = connectChoices(apiClient);
	const [wanted, setWanted] = useState(() => choiceOf(drafted, apiClient));
	const [typed, setTyped] = useState(() => drafted.join(', '));
	// Another API client may ask for just what was chosen.
	const choice = choices.includes(wanted) ? wanted : 'client';
	const asked = scopesOf(choice, apiClient) ?? splitScopes(typed);

	function onChoice(next: typeof choice) {
		// A list of one's own begins with what was asked for so far.
		if (next === 'own' && typed.trim() === '') setTyped(asked.join(', '));
		setWanted(next);
	}
	return {
		asked,
		sent: choice === 'client' ? [] : asked,
		field: { choices, choice, typed, onChoice, onTyped: setTyped },
	};
}
