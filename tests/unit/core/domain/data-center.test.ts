import { describe, expect, it } from 'vitest';
import {
	apiDomainOf,
	builtInDataCenters,
	type DataCenter,
	dataCenterOfCallback,
	parseOrigin,
} from '../../../../src/core/domain/data-center.ts';
import { codeOf } from '../../../integration/core/world.ts';
import fc from '../../../support/fast-check.ts';
import { hostileAccountsServers } from './hostile-origins.ts';

const byId = (id: string): DataCenter => {
	const found = builtInDataCenters.find((one) => one.id === id);
	if (!found) throw new Error(id);
	return found;
};
const eu = byId('eu');
const accepts = (accountsServer: string, location: string | null = null): boolean => {
	try {
		dataCenterOfCallback({ accountsServer, location }, eu, builtInDataCenters);
		return true;
	} catch {
		return false;
	}
};

describe('the table', () => {
	it.each([
		['us', 'accounts.zoho.com', 'www.zohoapis.com'],
		['eu', 'accounts.zoho.eu', 'www.zohoapis.eu'],
		['in', 'accounts.zoho.in', 'www.zohoapis.in'],
		['au', 'accounts.zoho.com.au', 'www.zohoapis.com.au'],
		['jp', 'accounts.zoho.jp', 'www.zohoapis.jp'],
		['cn', 'accounts.zoho.com.cn', 'www.zohoapis.com.cn'],
		['ca', 'accounts.zohocloud.ca', 'www.zohoapis.ca'],
		['sa', 'accounts.zoho.sa', 'www.zohoapis.sa'],
		['uk', 'accounts.zoho.uk', 'www.zohoapis.uk'],
		['ae', 'accounts.zoho.ae', 'www.zohoapis.ae'],
	])('%s signs in at %s and calls %s', (id, accounts, api) => {
		expect(byId(id)).toMatchObject({ accountsUrl: `https://${accounts}`, apiUrl: `https://${api}`, location: id });
	});

	it('holds ten data centers with no host twice, and says which ones Zoho does not confirm', () => {
		expect(builtInDataCenters).toHaveLength(10);
		const hosts = builtInDataCenters.flatMap(({ accountsUrl, apiUrls }) => [accountsUrl, ...apiUrls]);
		expect(new Set(hosts).size).toBe(hosts.length);
		for (const host of hosts) expect(new URL(host).origin).toBe(host);
		expect(builtInDataCenters.filter(({ confirmed }) => !confirmed).map(({ id }) => id)).toEqual(['uk', 'ae']);
	});
});

describe('the callback', () => {
	it('L02: leads to the row of its accounts server, with or without the right location', () => {
		for (const place of builtInDataCenters) {
			for (const location of [null, place.location]) {
				expect(dataCenterOfCallback({ accountsServer: place.accountsUrl, location }, eu, builtInDataCenters)).toBe(
					place,
				);
			}
			for (const other of builtInDataCenters.filter((one) => one !== place))
				expect(accepts(place.accountsUrl, other.location)).toBe(false);
		}
	});

	it('without an accounts server it can only be from the one that was asked', async () => {
		for (const location of [null, 'eu'])
			expect(dataCenterOfCallback({ accountsServer: null, location }, eu, builtInDataCenters)).toBe(eu);
		expect(
			await codeOf(() => dataCenterOfCallback({ accountsServer: null, location: 'us' }, eu, builtInDataCenters)),
		).toBe('CALLBACK_INVALID');
	});

	it('L01: none of a corpus of hostile accounts servers is accepted', async () => {
		expect(hostileAccountsServers.length).toBeGreaterThanOrEqual(56);
		for (const server of hostileAccountsServers) {
			const code = await codeOf(() =>
				dataCenterOfCallback({ accountsServer: server, location: null }, eu, builtInDataCenters),
			);
			expect(code, server).toBe('ACCOUNTS_SERVER_UNKNOWN');
		}
	});

	it('L01: none of 2,000 mutations of real accounts servers is accepted', () => {
		const real = new Set(builtInDataCenters.map(({ accountsUrl }) => accountsUrl));
		const mutation = fc
			.tuple(
				fc.constantFrom(...real),
				fc.nat(40),
				fc.nat(3),
				fc.oneof(
					fc.string({ maxLength: 4, unit: 'binary' }),
					fc.constantFrom('.', '@', '/', '\\', '%', '.evil.test', '\u043e', '\0'),
				),
			)
			.map(([text, at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut))
			.filter((text) => !real.has(text));
		fc.assert(
			fc.property(mutation, (text) => !accepts(text)),
			{ numRuns: 2000 },
		);
	});

	it('says a hostile value in plain, short ASCII', () => {
		const evil = `https://\u202e\u0007${'x'.repeat(500)}`;
		try {
			dataCenterOfCallback({ accountsServer: evil, location: null }, eu, builtInDataCenters);
			expect.unreachable();
		} catch (error) {
			expect((error as Error).message).toMatch(/^[\x20-\x7e]{1,250}$/);
		}
	});
});

describe('the API domain of a token answer', () => {
	it("is one of the data center's own, or its default when Zoho names none", () => {
		expect(apiDomainOf(eu, null)).toBe('https://www.zohoapis.eu');
		for (const url of eu.apiUrls) expect(apiDomainOf(eu, url)).toBe(url);
	});

	it('T03: is refused in every other form, and where it belongs to another data center', async () => {
		const others = builtInDataCenters
			.filter((one) => one !== eu)
			.flatMap(({ apiUrls, accountsUrl }) => [...apiUrls, accountsUrl]);
		const shaped = hostileAccountsServers
			.map((text) => text.replaceAll('accounts.zoho.eu', 'www.zohoapis.eu'))
			.filter((text) => text !== 'https://www.zohoapis.eu');
		for (const domain of ['', ...others, ...shaped])
			expect(await codeOf(() => apiDomainOf(eu, domain)), domain).toBe('API_DOMAIN_UNKNOWN');
	});
});

describe('an origin that a person typed', () => {
	it.each([
		['https://accounts.lab.test', 'https://accounts.lab.test'],
		['https://accounts.lab.test/', 'https://accounts.lab.test'],
		['https://Accounts.Lab.test:8443', 'https://accounts.lab.test:8443'],
		['http://localhost:8971', 'http://localhost:8971'],
		['http://127.0.0.1:1', 'http://127.0.0.1:1'],
		['http://[::1]:8080', 'http://[::1]:8080'],
	])('%s is %s', (text, origin) => expect(parseOrigin(text)).toBe(origin));

	it.each([
		'',
		'lab.test',
		'http://lab.test',
		'http://127.0.0.2',
		'http://localhost.evil.test',
		'ftp://lab.test',
		'file:///x',
		'javascript:alert(1)',
		'https://u@lab.test',
		'https://u:p@lab.test',
		'https://lab.test/path',
		'https://lab.test/?q',
		'https://lab.test/#f',
		'https://lab.test\\x',
		'https://lab .test',
		'https://lab.test\n',
		'\thttps://lab.test',
		'https://lab.test\0',
		'https://',
		'https://lab.test:99999',
	])('%j is refused', async (text) => expect(await codeOf(() => parseOrigin(text))).toBe('DATA_CENTER_REFUSED'));
});
