import type { ConnectionView } from '../shared/views.ts';

const mostNamed = 20;

/** Those of several connections that are a choice: what is revoked already is none where there is another one. */
export function choicesAmong(found: readonly ConnectionView[]): readonly ConnectionView[] {
	const alive = found.filter(({ status }) => status !== 'revoked');
	return alive.length > 0 ? alive : found;
}

/** The choices by name, for the refusal to guess: "acme (production), acme-test (sandbox)". */
export function choicesInWords(choices: readonly ConnectionView[]): string {
	const named = choices.slice(0, mostNamed).map(({ alias, environment }) => `${alias} (${environment})`);
	const more = choices.length - named.length;
	return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
