import { createHash } from 'node:crypto';
import type { Secret } from './secret.ts';

/**
 * SHA-256 of a token, base64url: finds the record of a token without reading one. Tokens are long and random, so it reveals nothing that
 * could be used.
 */
export function tokenDigest(token: Secret): string {
	return createHash('sha256').update(token.reveal()).digest('base64url');
}
