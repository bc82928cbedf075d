import { createHash, randomBytes } from 'node:crypto';

/** What ties a callback to the sign-in that asked for it. Lives in memory only. */
export interface SignInKeys {
	/** 256 random bits as hex: Zoho is known to break other characters in `state`. */
	readonly state: string;
	/** RFC 7636 section 4.1: 43 characters from 32 random bytes. */
	readonly verifier: string;
	/** RFC 7636 section 4.2, method S256. */
	readonly challenge: string;
	/** Four letters for the eye, shown by the app and by the browser's last page. */
	readonly checkCode: string;
}

// Without letters that are read as others.
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** New keys for one sign-in. */
export function newSignInKeys(): SignInKeys {
	const verifier = randomBytes(32).toString('base64url');
	const code = randomBytes(4);
	return {
		state: randomBytes(32).toString('hex'),
		verifier,
		challenge: createHash('sha256').update(verifier, 'ascii').digest('base64url'),
		checkCode: Array.from(code, (byte) => letters[byte % letters.length]).join(''),
	};
}
