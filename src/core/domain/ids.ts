import { randomBytes } from 'node:crypto';

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type ConnectionId = Id<'connection'>;
export type ApiClientId = Id<'api-client'>;
export type SignInId = Id<'sign-in'>;
/** The account name of a keychain entry: random, written once, never reused. */
export type VaultRef = Id<'vault-ref'>;

/** A new random id: 96 bits, with a prefix that says what it names. */
export const newId = {
	connection: () => make<ConnectionId>('con'),
	apiClient: () => make<ApiClientId>('cli'),
	signIn: () => make<SignInId>('sig'),
	vaultRef: () => make<VaultRef>('ref'),
};

/** A program's own name for a record that it saves; null where it could not be written down anywhere. */
export function chosenConnectionId(text: string): ConnectionId | null {
	return /^\P{Cc}{1,100}$/u.test(text) ? (text as ConnectionId) : null;
}

function make<T extends string>(prefix: string): T {
	return `${prefix}_${randomBytes(12).toString('hex')}` as T;
}
