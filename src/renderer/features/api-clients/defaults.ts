/** What a new API client begins with; reading, and changing nothing. */
export const defaultScopes: readonly string[] = [
	'ZohoCRM.modules.READ',
	'ZohoCRM.settings.READ',
	'ZohoCRM.users.READ',
	'ZohoCRM.org.READ',
];

/** Proposed as the redirect URI of a new API client. */
export const defaultRedirectUri = 'http://localhost:8917/callback';
