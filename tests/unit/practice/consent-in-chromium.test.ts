import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { beginDevice, pollDevice } from './device-harness.ts';
import { authorizationUrl, callbackListener, practice } from './practice-harness.ts';

const executablePath = '/usr/bin/chromium';

// Chromium applies the policy of the page to the redirect after its form as well; only a real browser shows that.
test.skipIf(!existsSync(executablePath))(
	'a browser without script comes back to the waiting program',
	async () => {
		const { crm } = await practice();
		const { redirectUri, seen } = await callbackListener();
		crm.addApiClient({ name: 'Other', clientId: '1000.OTHER', redirectUris: [redirectUri], secrets: 'secret' });
		const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
		onTestFinished(() => browser.close());
		const page = await browser.newPage({ javaScriptEnabled: false });
		const complaints: string[] = [];
		page.on('console', (message) => complaints.push(message.text()));

		for (const button of ['Accept', 'Decline']) {
			await page.goto(authorizationUrl(crm, 'us', { client_id: '1000.OTHER', redirect_uri: redirectUri }));
			await page.getByRole('radio', { name: 'Wayne Traders' }).first().check();
			await page.getByRole('button', { name: button }).click();
			await page.waitForURL(`${redirectUri}*`);
			expect(await page.title()).toBe('Signed in');
		}

		expect(seen.filter((url) => url.startsWith('/callback'))).toEqual([
			expect.stringMatching(/^\/callback\?code=1000\.[0-9a-f.]+&location=in&accounts-server=http/),
			expect.stringMatching(/^\/callback\?error=access_denied/),
		]);
		expect(complaints.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
	},
	20_000,
);

test.skipIf(!existsSync(executablePath))(
	'a browser without script lets a device in, after a code that was mistyped',
	async () => {
		const { crm } = await practice({ deviceIntervalSeconds: 0 });
		const device = await beginDevice(crm, 'us');
		const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
		onTestFinished(() => browser.close());
		const page = await browser.newPage({ javaScriptEnabled: false });

		await page.goto(device.verificationUrl);
		for (const code of ['BCDF-GHJK', device.userCode]) {
			await page.getByRole('textbox', { name: 'The code that the device shows' }).fill(code);
			await page.getByRole('button', { name: 'Continue' }).click();
		}
		await page.getByRole('radio', { name: 'Wayne Traders' }).first().check();
		await page.getByRole('button', { name: 'Accept' }).click();

		await page.getByRole('heading', { name: 'Access given' }).waitFor();
		expect((await pollDevice(crm, 'us', device.deviceCode)).body).toEqual({ error: 'other_dc', user_location: 'in' });
		expect((await pollDevice(crm, 'in', device.deviceCode)).body).toHaveProperty('access_token');
	},
	20_000,
);
