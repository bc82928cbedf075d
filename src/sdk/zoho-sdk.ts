export type { LatchkeyError } from './latchkey-error.ts';
export { type LatchkeyOptions, LatchkeyTokenStore } from './latchkey-token-store.ts';
export type { ZohoToken } from './zoho-token.ts';
