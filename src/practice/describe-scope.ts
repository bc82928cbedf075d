import type { PageWords } from './languages/en.ts';

/** `Service.scope.OPERATION`, the grammar of Zoho's scopes; the middle may have several parts. */
const scopePattern = /^([A-Za-z]+(?:\.\w+)+)\.(ALL|READ|CREATE|UPDATE|WRITE|DELETE)$/i;

/** The scopes of a comma-separated list; null when one of them is none. */
export function readScopes(text: string): readonly string[] | null {
	const scopes = text.split(',');
	return scopes.every((scope) => scopePattern.test(scope)) ? scopes : null;
}

/** A scope in plain words: "See the profile of the org". */
export function describeScope(scope: string, { acts, use, things, phrase }: PageWords['scopes']): string {
	const [, name = scope, operation = ''] = scopePattern.exec(scope) ?? [];
	const thing = Object.hasOwn(things, name) ? things[name] : undefined;
	const [service = '', ...parts] = name.split('.');
	return phrase(acts[operation.toUpperCase()] ?? use, thing ?? `${parts.join(' ').replaceAll('_', ' ')} (${service})`);
}
