import { expect, test } from 'vitest';
import { followDevice } from '../../../src/practice/follow-device.ts';
import { beginDevice, pollDevice } from './device-harness.ts';
import { at, practice } from './practice-harness.ts';

const pending = { status: 200, body: { error: 'authorization_pending' } };

test('asks for the code first, then as the consent page does, and sends nobody anywhere afterwards', async () => {
	const { crm } = await practice();
	const device = await beginDevice(crm, 'us', { scope: 'ZohoCRM.org.READ' });
	const body = new URLSearchParams({ user_code: device.userCode });

	const first = await fetch(device.verificationUrl);
	const second = await fetch(device.verificationUrl, { method: 'POST', body });
	const page = await second.text();

	expect(await first.text()).toContain('Practice CRM - not Zoho');
	expect(page).toContain('See the profile of the org');
	expect(page).toMatch(/anna\.keller@example\.test<\/span><span class="quiet">lives in Europe/);
	expect(page).not.toContain('takes you back');
	for (const { headers } of [first, second]) {
		expect(headers.get('content-security-policy')).toContain(`form-action 'self' ${at(crm, 'us').accountsUrl};`);
		expect(headers.get('cache-control')).toBe('no-store');
	}
});

test('takes a user code in small letters and without its hyphen, from the data center of the device only', async () => {
	const { crm } = await practice();
	const device = await beginDevice(crm, 'eu');
	const typed = ` ${device.userCode.toLowerCase().replace('-', ' ')}`;

	await expect(followDevice(`${at(crm, 'us').accountsUrl}/oauth/v3/device`, typed)).rejects.toThrow('No consent page');
	expect((await followDevice(device.verificationUrl, typed)).status).toBe(200);
});

test('takes one answer for each user code', async () => {
	const { crm } = await practice();
	const device = await beginDevice(crm, 'eu');
	const ticketOf = async () => {
		const body = new URLSearchParams({ user_code: device.userCode });
		const page = await (await fetch(device.verificationUrl, { method: 'POST', body })).text();
		return /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '';
	};
	const answer = async (ticket: string, choice: string) => {
		const body = new URLSearchParams({ ticket, org: 'acme', choice });
		return (await fetch(device.verificationUrl, { method: 'POST', body })).status;
	};
	const [first, second] = [await ticketOf(), await ticketOf()];

	expect(await answer('guessed', 'accept')).toBe(400);
	expect(await answer(first, 'decline')).toBe(200);
	expect(await answer(first, 'accept')).toBe(400);
	expect(await answer(second, 'accept')).toBe(400);
	expect(await ticketOf()).toBe('');
	expect((await pollDevice(crm, 'eu', device.deviceCode)).body).toEqual({ error: 'access_denied' });
});

test('says what is wrong with a user code, and lets it be typed again', async () => {
	const { crm } = await practice();
	const { verificationUrl } = await beginDevice(crm, 'eu');
	const body = new URLSearchParams({ user_code: '"><script>alert(1)</script>' });

	const response = await fetch(verificationUrl, { method: 'POST', body });
	const page = await response.text();

	expect(response.status).toBe(400);
	expect(page).toContain('No device waits with this code.');
	expect(page).toContain('name="user_code"');
	expect(page).not.toContain('<script');
});

test('says which org it does not offer, and waits on', async () => {
	const { crm } = await practice();
	const device = await beginDevice(crm, 'eu');

	await expect(followDevice(device.verificationUrl, device.userCode, { org: 'nobody' })).rejects.toThrow(
		'does not offer nobody',
	);
	expect(await pollDevice(crm, 'eu', device.deviceCode)).toEqual(pending);
});
