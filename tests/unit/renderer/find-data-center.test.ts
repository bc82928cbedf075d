import { describe, expect, it } from 'vitest';
import { clientsToFind, startToFind } from '../../../src/renderer/features/connect/find-data-center.ts';
import { apiClient, connection, dataCenter, snapshot } from './fixtures.ts';

const dataCenters = [
	dataCenter('cn', 'China'),
	dataCenter('in', 'India'),
	dataCenter('eu', 'Europe'),
	dataCenter('us', 'United States'),
	dataCenter('practice-eu', 'Practice Europe', { kind: 'practice' }),
];
const inEurope = snapshot({ dataCenters });
const fresh = snapshot({ dataCenters, connections: [] });
const startOf = (secretsFor: readonly string[], world = inEurope) =>
	startToFind(world, apiClient({ secretsFor: [...secretsFor] }))?.id;

describe('a sign-in that finds the data center', () => {
	it('begins in the United States, from where Zoho moves a user on', () => {
		expect(startOf(['*'])).toBe('us');
		expect(startOf(['eu', 'us'])).toBe('us');
	});

	it('begins where there is a client secret: the data center that is used most, else any', () => {
		expect(startOf(['in', 'eu'])).toBe('eu');
		expect(startOf(['in', 'eu'], fresh)).toBe('in');
	});

	it('begins in China only where nothing else is left', () => {
		expect(startOf(['cn', 'in'], fresh)).toBe('in');
		expect(startOf(['cn'])).toBe('cn');
		const inChina = snapshot({ dataCenters, connections: [connection({ dataCenter: 'cn' })] });
		expect(startOf(['*'], inChina)).toBe('us');
	});

	it('begins there, too, without any secret: the form says that one is missing', () => {
		expect(startOf([])).toBe('us');
	});

	it('begins where the person works with an API client that is not there yet', () => {
		expect(startToFind(inEurope, undefined)?.id).toBe('eu');
		expect(startToFind(snapshot({ dataCenters, connections: [connection({ dataCenter: 'xx' })] }), undefined)?.id).toBe(
			'us',
		);
	});

	it('stays in the practice CRM with its API client, and out of it with any other', () => {
		const practice = apiClient({ secretsFor: ['practice-eu'], practice: true });
		expect(startToFind(inEurope, practice)?.id).toBe('practice-eu');
		expect(startOf(['practice-eu', 'in'])).toBe('in');
	});

	it('offers every API client, the ones that can do it first', () => {
		const apiClients = [
			apiClient({ name: 'practice', practice: true }),
			apiClient({ name: 'own', type: 'self-client' }),
			apiClient({ name: 'web' }),
			apiClient({ name: 'app', type: 'mobile-desktop' }),
		];
		expect(clientsToFind(snapshot({ apiClients })).map(({ name }) => name)).toEqual(['app', 'web', 'own', 'practice']);
	});
});
