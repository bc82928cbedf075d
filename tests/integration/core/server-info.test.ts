import { expect, it } from 'vitest';
import { codeOf, world } from './world.ts';

it('shows the data centers that Zoho lists and are not known here, and trusts none of them', async () => {
	const w = await world();
	expect(await w.core.dataCenters.findNew('practice-eu')).toEqual([]);
	const locations = {
		us: w.crm.dataCenters[0]?.accountsUrl,
		sg: 'https://accounts.zoho.sg',
		xx: 'http://accounts.zoho.xx',
		yy: 'https://user@accounts.zoho.yy',
		zz: 'https://accounts.zoho.zz/path',
		'<b>': 'https://accounts.zoho.test',
		odd: 'https://accounts.zohocloud.test',
		number: 7,
	};
	const headers = { 'content-type': 'application/json' };
	const answer = (body: unknown) =>
		w.crm.faults.next({ path: '/oauth/serverinfo', fault: { status: 200, headers, body: JSON.stringify(body) } });
	answer({ result: 'success', locations });
	const before = w.core.dataCenters.list();
	expect(await w.core.dataCenters.findNew('practice-eu')).toEqual([
		{ location: 'sg', accountsUrl: 'https://accounts.zoho.sg', apiUrl: 'https://www.zohoapis.sg' },
		{ location: 'odd', accountsUrl: 'https://accounts.zohocloud.test', apiUrl: null },
	]);
	expect(w.core.dataCenters.list()).toEqual(before);
	answer({ result: 'success' });
	expect(await codeOf(w.core.dataCenters.findNew('practice-eu'))).toBe('PROVIDER_MALFORMED');
	expect(await codeOf(w.core.dataCenters.findNew('nowhere'))).toBe('DATA_CENTER_UNKNOWN');
});
