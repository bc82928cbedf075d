import { expect, it } from 'vitest';
import { AppError } from '../../../src/core/domain/app-error.ts';
import { FailureLog } from '../../../src/main/requests/failure-log.ts';

const at = new Date('2026-05-10T12:00:00.000Z');

it('a failure is one line: when, at what, which error and its causes', () => {
	const log = new FailureLog();
	const cause = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:443 for pat@acme.example'), {
		code: 'ECONNREFUSED',
	});
	log.note(
		'refresh',
		new AppError('PROVIDER_UNREACHABLE', { host: 'accounts.zoho.eu', problem: 'refused' }, { cause }),
		at,
	);
	expect(log.text('Latchkey 0.1.0, linux').split('\n')).toEqual([
		'Latchkey 0.1.0, linux',
		expect.stringMatching(
			/^2026-05-10T12:00:00\.000Z refresh: PROVIDER_UNREACHABLE .*accounts\.zoho\.eu.* <- Error ECONNREFUSED$/,
		),
		'',
	]);
});

it('says neither whose connection it was, nor a token, a secret, an address or a folder that a message quotes', () => {
	const log = new FailureLog();
	const quoted =
		'at /home/pat/acme/latchkey.db for pat@acme.example with 1000.abcdef0123456789.aa and C:\\Users\\pat\\db';
	const secret = '7f3c9a51d2e84b60a1c5f97e3d08b246c1a9e57f30';
	const cause = new AppError('WRONG_ORG', { alias: 'acme', actual: 'Acme GmbH', expected: 'Globex', outcome: 'x' });
	log.note('check', new AppError('STORE_FAILED', { path: '/home/pat', problem: `${quoted} ${secret}` }, { cause }), at);
	const text = log.text('Latchkey');
	for (const hidden of ['acme', 'Acme', 'Globex', '/home', 'pat@', 'Users', '1000.abc', secret])
		expect(text).not.toContain(hidden);
	expect(text).toContain('STORE_FAILED');
	expect(text).toContain(' <- WRONG_ORG');
});

it.each([
	String.raw`its file C:\Users\Max Mustermann\AppData\Latchkey\vault.db is missing`,
	'its file /Volumes/Firma Mustermann/latch key/Max Mustermann.db is missing',
	String.raw`\\server\Mustermann GmbH\vault.db`,
	'~/Kunden/Max Mustermann/vault.db',
	'/Mustermann',
	"/Users/O'Neill Mustermann/Clients (Firma Mustermann)/vault.db is missing",
	'"Mustermann GmbH" and "Mustermann lab" are not of one kind',
	'jürgen.mustermann@bücher.example said no',
	'max@mustermann',
	'the answer for (Mustermann@bücher.example)',
	'INVALID for mustermann7f3c9a51-d2e8-4b60-a1c5-f97e3d08b246',
])('says no name that stands in %j', (problem) => {
	const log = new FailureLog();
	log.note(
		'check',
		new AppError('KEYCHAIN_UNAVAILABLE', { problem }, { cause: new AppError('INTERNAL', { problem }) }),
	);
	const text = log.text('Latchkey');
	expect(text).toMatch(/KEYCHAIN_UNAVAILABLE .* <- INTERNAL /);
	expect(text).not.toMatch(/mustermann|jürgen|bücher|firma|f97e3d08/i);
});

it('says no id of an org or a user, and what helps stays', () => {
	const log = new FailureLog();
	log.note('check', new AppError('PROVIDER_REFUSED', { reason: 'NO_PERMISSION for 20098765432 (HTTP 403)' }));
	expect(log.text('Latchkey')).toContain('NO_PERMISSION for [number] (HTTP 403)');
});

it('keeps the newest thirty', () => {
	const log = new FailureLog();
	for (let count = 0; count < 40; count++) log.note(`act-${count}`, new AppError('CANCELLED'), at);
	const lines = log.text('Latchkey').trim().split('\n');
	expect(lines).toHaveLength(31);
	expect(lines[1]).toContain('act-10');
});
