import type { ApiClientType } from '../../../shared/api-client-types.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import { waysFor } from './ways-in.ts';

const text = (form: FormData, name: string) => {
	const value = form.get(name);
	return typeof value === 'string' ? value.trim() : '';
};

/** Scopes as typed: separated by commas or spaces, each once. */
export const splitScopes = (typed: string): string[] => [...new Set(typed.split(/[\s,]+/).filter(Boolean))];

/** Whether the API console keeps redirect URIs for a type: only where people sign in by browser. */
export const hasRedirectUris = (type: ApiClientType): boolean => waysFor(type).includes('browser');

/** What the form holds of an API client that can be changed later. */
export function readClientChange(form: FormData, type: ApiClientType) {
	const typed = form.getAll('redirectUri').map((value) => (typeof value === 'string' ? value.trim() : ''));
	return {
		type,
		redirectUris: hasRedirectUris(type) ? typed.filter(Boolean) : [],
		scopes: splitScopes(text(form, 'scopes')),
	};
}

/** The new API client as the form holds it. */
export function readNewClient(form: FormData, type: ApiClientType, dataCenter: string): Input<'addApiClient'> {
	return {
		name: text(form, 'clientName'),
		clientId: text(form, 'clientId'),
		...readClientChange(form, type),
		clientSecret: text(form, 'clientSecret'),
		dataCenter: form.get('secretFor') === 'all' ? null : dataCenter,
	};
}
