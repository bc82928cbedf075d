import type { LoopbackRedirect } from '../domain/redirect-uri.ts';

/** Whether a sign-in could wait at a redirect URI. */
export interface PortProbe {
	/** Listens for a moment. Null: it could; else who holds the port, in words. Never rejects. */
	holderOf(redirect: LoopbackRedirect): Promise<string | null>;
}
