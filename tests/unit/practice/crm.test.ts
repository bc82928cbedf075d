import { expect, test } from 'vitest';
import { practiceOrgs } from '../../../src/practice/practice-data.ts';
import { connect, crmGet, practice } from './practice-harness.ts';

test('answers with the org and the user of the consent', async () => {
	const { crm } = await practice();
	const { accessToken } = await connect(crm, 'eu', 'acme-sandbox');
	const header = `Zoho-oauthtoken ${accessToken}`;

	const org = await crmGet(crm, 'eu', '/crm/v8/org', header);
	const users = await crmGet(crm, 'eu', '/crm/v8/users?type=CurrentUser&', header);

	expect(org.body).toMatchObject({
		org: [{ company_name: 'Acme GmbH', zgid: '20094812604', type: 'sandbox', domain_name: 'org20094812604' }],
	});
	expect(users.body).toMatchObject({
		users: [{ email: 'anna.keller@example.test', full_name: 'Anna Keller', sandboxDeveloper: true }],
		info: { count: 1 },
	});
});

test('takes a Bearer header as well', async () => {
	const { crm } = await practice();
	const { accessToken } = await connect(crm, 'in', 'wayne-traders');

	expect((await crmGet(crm, 'in', '/crm/v8/org', `Bearer ${accessToken}`)).status).toBe(200);
});

test('answers in the envelope of Zoho without a header, with an unknown token, and in the wrong data center', async () => {
	const { crm } = await practice();
	const { accessToken } = await connect(crm, 'eu', 'acme');
	const invalid = { code: 'INVALID_TOKEN', details: {}, message: 'invalid oauth token', status: 'error' };
	const failed = { code: 'AUTHENTICATION_FAILURE', details: {}, message: 'Authentication failed', status: 'error' };

	expect(await crmGet(crm, 'eu', '/crm/v8/org')).toEqual({ status: 401, body: failed });
	expect(await crmGet(crm, 'eu', '/crm/v8/org', 'Zoho-oauthtoken 1000.x')).toEqual({ status: 401, body: invalid });
	expect(await crmGet(crm, 'us', '/crm/v8/org', `Zoho-oauthtoken ${accessToken}`)).toEqual({
		status: 401,
		body: invalid,
	});
});

test('answers OAUTH_SCOPE_MISMATCH to a token whose scopes do not reach', async () => {
	const { crm } = await practice();
	const { accessToken } = await connect(crm, 'eu', 'acme', { scope: 'ZohoCRM.users.ALL,ZohoCRM.org.CREATE' });
	const header = `Zoho-oauthtoken ${accessToken}`;

	expect(await crmGet(crm, 'eu', '/crm/v8/org', header)).toMatchObject({
		status: 401,
		body: { code: 'OAUTH_SCOPE_MISMATCH' },
	});
	expect((await crmGet(crm, 'eu', '/crm/v8/users?type=CurrentUser', header)).status).toBe(200);
});

test('knows only the current user', async () => {
	const { crm } = await practice();
	const { accessToken } = await connect(crm, 'eu', 'acme');

	expect((await crmGet(crm, 'eu', '/crm/v8/users', `Zoho-oauthtoken ${accessToken}`)).status).toBe(400);
});

test('has two to four orgs in every data center, each with a key and an org id of its own', () => {
	const locations = [...new Set(practiceOrgs.map(({ location }) => location))];

	for (const location of locations) {
		const count = practiceOrgs.filter((org) => org.location === location).length;
		expect(count).toBeGreaterThanOrEqual(2);
		expect(count).toBeLessThanOrEqual(4);
	}
	expect(new Set(practiceOrgs.map(({ key }) => key)).size).toBe(practiceOrgs.length);
	expect(new Set(practiceOrgs.map(({ zgid }) => zgid)).size).toBe(practiceOrgs.length);
	expect(practiceOrgs.every(({ user }) => user.email.endsWith('@example.test'))).toBe(true);
});
