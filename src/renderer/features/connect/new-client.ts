import type { Input } from '../../../shared/ipc/contract.ts';

const text = (form: FormData, name: string) => {
	const value = form.get(name);
	return typeof value === 'string' ? value.trim() : '';
};

/** Scopes as typed: separated by commas or spaces, each once. */
export const splitScopes = (typed: string): string[] => [...new Set(typed.split(/[\s,]+/).filter(Boolean))];

/** The new API client as the form holds it. */
export function readNewClient(form: FormData, dataCenter: string): Input<'addApiClient'> {
	return {
		name: text(form, 'clientName'),
		clientId: text(form, 'clientId'),
		redirectUris: [text(form, 'redirectUri')],
		scopes: splitScopes(text(form, 'scopes')),
		clientSecret: text(form, 'clientSecret'),
		dataCenter: form.get('secretFor') === 'all' ? null : dataCenter,
	};
}
