import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { type Browser, chromium } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../../integration/core/free-port.ts';
import { state, waiting } from './waiting-listener.ts';

const executablePath = '/usr/bin/chromium';

async function open(...args: string[]): Promise<Browser> {
	const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', ...args] });
	onTestFinished(() => browser.close());
	return browser;
}

const scripts = ['alert(1)', 'document.title="owned"', 'location="https://evil.test/"', 'fetch("https://evil.test/")'];
const wrappings: readonly ((script: string) => string)[] = [
	(script) => `<script>${script}</script>`,
	(script) => `"><img src=x onerror='${script}'>`,
	(script) => `'><svg/onload=${script}>`,
	(script) => `</p></main></style></title><body onload=${script}>`,
	(script) => `<iframe srcdoc="<script>${script}</script>"></iframe>`,
	(script) => `<a href="javascript:${script}" autofocus onfocus=${script}>x</a>`,
	(script) => `<meta http-equiv=refresh content="0;url=javascript:${script}">`,
	(script) => `<base href=//evil.test><form action="javascript:${script}"><button>x`,
	(script) => `\u202e{{constructor.constructor('${script}')()}}`,
	(script) => `\r\n\r\n<html><script>${script}</script>`,
	(script) => `%3Cscript%3E${script}%3C/script%3E`,
	(script) => `<!--><script>${script}</script>-->`,
	(script) => `\0<scr\0ipt>${script}</scr\0ipt>`,
];
const parameters = [
	'error_description',
	'error',
	'code',
	'state',
	'location',
	'accounts-server',
	'x',
	'<b>',
	'error_uri',
	'scope',
];

test.skipIf(!existsSync(executablePath))(
	'L10: of 52 payloads in each of ten parameters none runs and none is shown, and the sign-in goes on waiting',
	async () => {
		const { uri, came, pending } = await waiting();
		const page = await (await open()).newPage();
		const happened: string[] = [];
		page.on('dialog', (dialog) => {
			happened.push(`dialog ${dialog.message()}`);
			void dialog.dismiss();
		});
		page.on('request', (request) => {
			if (!request.url().startsWith(uri) && !request.url().endsWith('/favicon.ico')) happened.push(request.url());
		});
		const shown = new Set<string>();
		for (const payload of wrappings.flatMap((wrap) => scripts.map(wrap))) {
			await page.goto(`${uri}?${new URLSearchParams(parameters.map((name) => [name, payload]))}`);
			shown.add(JSON.stringify([await page.title(), await page.locator('body').innerHTML()]));
		}
		expect(happened).toEqual([]);
		// One page for all, to the letter.
		expect([...shown]).toEqual([expect.stringContaining('Not a sign-in that Latchkey waits for')]);
		expect(came()).toBeNull();

		const declined = new URLSearchParams({
			error: 'access_denied',
			error_description: '<script>alert(1)</script>',
			state,
		});
		await page.goto(`${uri}?${declined}`);
		expect(await page.content()).not.toContain('alert');
		expect(happened).toEqual([]);
		expect((await pending.parameters).get('error')).toBe('access_denied');
	},
	60_000,
);

test.skipIf(!existsSync(executablePath))(
	'L07: a page whose name leads to this machine (DNS rebinding) neither ends nor reads a sign-in, even with its state',
	async () => {
		const { uri, port, came, pending } = await waiting();
		const evil = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>evil</p>'));
		const evilPort = await freePort();
		await new Promise<void>((resolve) => evil.listen(evilPort, '127.0.0.1', resolve));
		onTestFinished(() => void evil.close());
		const browser = await open('--host-resolver-rules=MAP evil.test 127.0.0.1');
		const page = await browser.newPage();
		const query = `code=1000.evil&state=${state}`;
		await page.goto(`http://evil.test:${evilPort}/`);
		const read = await page.evaluate(
			async (targets) => {
				const got: string[] = [];
				for (const target of targets)
					for (const mode of ['cors', 'no-cors'] as const)
						await fetch(target, { mode, credentials: 'include' }).then(
							async (answer) => got.push(await answer.text()),
							() => undefined,
						);
				for (const target of targets)
					for (const name of ['img', 'iframe', 'script'] as const) {
						const element = document.createElement(name);
						const over = new Promise((resolve) => {
							element.onload = resolve;
							element.onerror = resolve;
						});
						element.src = target;
						document.body.append(element);
						await over;
					}
				return got.join('');
			},
			[`http://evil.test:${port}/callback?${query}`, `http://localhost:${port}/callback?${query}`],
		);
		expect(read).toBe('');
		const rebound = await page.goto(`http://evil.test:${port}/callback?${query}`);
		expect(rebound?.status()).toBe(403);
		expect(came()).toBeNull();

		await page.goto(`${uri}?code=1000.good&state=${state}`);
		expect((await pending.parameters).get('code')).toBe('1000.good');
	},
	30_000,
);
