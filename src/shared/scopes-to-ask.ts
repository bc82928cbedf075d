/** What Latchkey itself needs to know whose connection it is; part of every sign-in. */
export const ownScopes: readonly string[] = ['ZohoCRM.users.READ', 'ZohoCRM.org.READ'];

/** The scopes of a sign-in: the API client's and our own, where the wider form is not there already. */
export function scopesToAsk(scopes: readonly string[]): readonly string[] {
	const covered = (own: string) => scopes.includes(own) || scopes.includes(own.replace(/READ$/, 'ALL'));
	return [...scopes, ...ownScopes.filter((own) => !covered(own))];
}
