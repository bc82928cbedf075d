import { describe, expect, it } from 'vitest';
import { de } from '../../../src/main/languages/de.ts';
import { en } from '../../../src/main/languages/en.ts';
import { contract } from '../../../src/shared/ipc/contract.ts';

const place = {
	host: 'db.example',
	port: 3306,
	user: 'pat',
	password: 'p',
	database: 'zohooauth',
	table: 'oauthtoken',
};

describe('what a page says of a MySQL server', () => {
	const { input } = contract.openMysqlImport;

	it('is taken where it is plain', () => {
		expect(input.safeParse(place).success).toBe(true);
		expect(input.safeParse({ ...place, host: '::1', user: 'büro pat' }).success).toBe(true);
	});

	it.each(['user', 'database', 'table'])('may not draw another question by its %s', (field) => {
		for (const hostile of ['a\nb', 'a\r', 'a\u2028b', 'a\u2029', '\u202eb', 'a\u2066', 'a\u0000', 'a\u001b[2J', ''])
			expect(input.safeParse({ ...place, [field]: hostile }).success).toBe(false);
	});

	it.each(['good.example\n', 'good.example/', 'good.example, ', 'pat@good', '[::1]', 'good\u202e', ' '])(
		'%j is no host',
		(host) => expect(input.safeParse({ ...place, host }).success).toBe(false),
	);

	it('is asked with the server alone, whatever the user is called', () => {
		for (const { readMysql } of [en, de]) {
			const { message } = readMysql('evil.example:3306', 'pat@good.example:3306, zohooauth.', 'd.t');
			expect(message).toContain('evil.example:3306');
			expect(message).not.toContain('good.example');
		}
	});
});

it('a page cannot have settings without end be kept', () => {
	const profiles = (count: number) =>
		Object.fromEntries(Array.from({ length: count }, (_, at) => [`customer ${at}`, 'Default']));
	const { input } = contract.changeSettings;
	expect(input.safeParse({ browserProfiles: profiles(10_000) }).success).toBe(true);
	expect(input.safeParse({ browserProfiles: profiles(10_001) }).success).toBe(false);
});
