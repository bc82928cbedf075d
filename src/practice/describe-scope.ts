const acts: Readonly<Record<string, string>> = {
	ALL: 'See, create, change and delete',
	READ: 'See',
	CREATE: 'Create',
	UPDATE: 'Change',
	WRITE: 'Create, change and delete',
	DELETE: 'Delete',
};

const things: Readonly<Record<string, string>> = {
	'ZohoCRM.org': 'the profile of the org',
	'ZohoCRM.users': 'its users',
	'ZohoCRM.modules': 'records of every module',
	'ZohoCRM.settings': 'its settings',
	'ZohoCRM.bulk': 'bulk jobs',
	'ZohoCRM.files': 'files',
	'ZohoCRM.notifications': 'notifications',
};

/** `Service.scope.OPERATION`, the grammar of Zoho's scopes; the middle may have several parts. */
const scopePattern = /^([A-Za-z]+(?:\.\w+)+)\.(ALL|READ|CREATE|UPDATE|WRITE|DELETE)$/i;

/** The scopes of a comma-separated list; null when one of them is none. */
export function readScopes(text: string): readonly string[] | null {
	const scopes = text.split(',');
	return scopes.every((scope) => scopePattern.test(scope)) ? scopes : null;
}

/** A scope in plain words: "See the profile of the org". */
export function describeScope(scope: string): string {
	const [, name = scope, operation = ''] = scopePattern.exec(scope) ?? [];
	const thing = Object.hasOwn(things, name) ? things[name] : undefined;
	const [service = '', ...parts] = name.split('.');
	return `${acts[operation.toUpperCase()] ?? 'Use'} ${thing ?? `${parts.join(' ').replaceAll('_', ' ')} (${service})`}`;
}
