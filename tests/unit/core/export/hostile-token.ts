import fc from 'fast-check';
import { Secret } from '../../../../src/core/domain/secret.ts';
import type { ExportedToken } from '../../../../src/core/export/token-variables.ts';

/** The values of a token that a test wants to be odd. */
export interface OddValues {
	readonly accessToken?: string;
	readonly apiDomain?: string;
	readonly orgId?: string;
	readonly orgName?: string;
}

/** A token of the connection "acme", fit for every form unless told otherwise. */
export function exportedToken(odd: OddValues = {}): ExportedToken {
	return {
		accessToken: new Secret(odd.accessToken ?? '1000.a.b'),
		expiresAt: new Date('2026-03-02T09:59:30.900Z'),
		expiresInSeconds: 3570,
		connection: {
			...{ id: 'con_1', alias: 'acme', dataCenter: 'eu', environment: 'production' },
			apiDomain: odd.apiDomain ?? 'https://www.zohoapis.eu',
			org: { id: odd.orgId ?? '42', name: odd.orgName ?? 'Acme GmbH' },
		},
		dataCenter: { accountsUrl: 'https://accounts.zoho.eu' },
	};
}

/** Creates the file "pwned" in the working folder where a shell runs it. */
const commands = [
	'$(touch pwned)',
	'`touch pwned`',
	';touch pwned;',
	'\ntouch pwned\n',
	'|touch pwned',
	'&touch pwned&',
];
const marks = [
	"'",
	'"',
	'`',
	'\\',
	'$',
	'#',
	'=',
	':',
	' ',
	'{',
	'}',
	'{{',
	'}}',
	"'''",
	'!',
	'~',
	'%',
	'*',
	'(',
	'\\n',
];
const controls = ['\n', '\r\n', '\r', '\t', '\0', '\u001b[31m', '\u0007', '\u009b2J', '\u202e', '\u2028', '\ud800'];

const piece = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...marks) },
	{ weight: 2, arbitrary: fc.constantFrom(...commands) },
	{ weight: 6, arbitrary: fc.string({ maxLength: 6 }) },
	{ weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
	{ weight: 1, arbitrary: fc.constantFrom(...controls) },
);

/** What a stranger might write into an org's name or id to break out of a form. */
export const hostileText = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));

/** Hostile, but one printable line. */
export const printableLine = hostileText.map((text) => text.replace(/[^\x20-\x7e]/g, '')).filter((text) => text !== '');
