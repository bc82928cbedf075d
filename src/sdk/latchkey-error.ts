import { asAppError } from '../core/domain/app-error.ts';
import type { ZohoSdk } from './zoho-packages.ts';

/** What the store rejects with: an SDKException of the SDK where one is found, with these in it. */
export interface LatchkeyError extends Error {
	/** Of Latchkey's closed list, such as NEEDS_REAUTH, KEYCHAIN_LOCKED or LIMITED. */
	readonly code: string;
	/** The next step for a person. */
	readonly hint: string;
}

/** Any failure as the script should see it. The SDK wraps what is no SDKException of its own and loses its code: so it gets one. */
export function latchkeyError(failure: unknown, sdk: ZohoSdk | null): LatchkeyError {
	const { code, message, hint } = asAppError(failure).words;
	const made = sdk ? new sdk.SDKException(code, message) : new Error(message);
	const error = made instanceof Error ? made : new Error(message);
	// The TypeScript SDK prints details that are undefined.
	return Object.assign(error, { code, hint, details: null });
}
