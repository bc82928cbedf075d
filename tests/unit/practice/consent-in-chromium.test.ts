import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
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
