import type { Input } from '../../shared/ipc/contract.ts';
import type { ExpectedEnvironment } from '../../shared/views.ts';

/** How the proof that a person may use an org gets here in a sign-in. */
export type SignInWay = 'browser' | 'device' | 'code' | 'token';

/** The ways to connections: one sign-in, or all that an SDK keeps in a store of its own. */
export type WayIn = SignInWay | 'import';

/** What the form holds besides the secret, so that "Try again" begins where the person was. */
export interface Draft {
	readonly way: WayIn;
	readonly dataCenter: string | null;
	/** The data center is only where a sign-in by browser begins: Zoho tells where the org lives. */
	readonly finds: boolean;
	/** Null: the first one that fits, or a new one. */
	readonly apiClient: string | null;
	/** Asked for before the sign-in only where customers have browser profiles of their own. */
	readonly customer: string | null;
	/** None: the API client's. */
	readonly scopes: readonly string[];
	/** Null: any environment. */
	readonly expects: ExpectedEnvironment | null;
}

export const emptyDraft: Draft = {
	...{ way: 'browser', dataCenter: null, finds: false, apiClient: null },
	...{ customer: null, scopes: [], expects: null },
};

/** What is typed where nobody signs in at Zoho: handed on, never kept in a state. */
export type Proof = { readonly code: string } | { readonly refreshToken: string };

/** How a sign-in goes on: on a page of Zoho, in this browser or on another device, or with what was typed. */
export type How = 'browser' | 'device' | Proof;

/** What every way in takes; null as long as no API client is chosen. The connection is named once it is there. */
export function requestOf(draft: Draft): Input<'startConnect'> | null {
	const { way, dataCenter, finds, apiClient, customer, scopes, expects } = draft;
	if (dataCenter === null || apiClient === null) return null;
	return {
		...{ apiClient, dataCenter, alias: null, customer },
		...(scopes.length > 0 ? { scopes: [...scopes] } : {}),
		...(expects ? { expects } : {}),
		...(finds && way === 'browser' ? { finds } : {}),
	};
}
