import { describe, expect, it } from 'vitest';
import { choiceOf, connectChoices, scopesOf } from '../../../src/renderer/features/connect/scope-choices.ts';
import { apiClient } from './fixtures.ts';

const modulesOnly = apiClient({ scopes: ['ZohoCRM.modules.READ'] });

describe('the scopes of a new connection', () => {
	it('begin with those of the API client, and offer no choice twice', () => {
		expect(connectChoices(modulesOnly)).toEqual(['client', 'read', 'write', 'own']);
		const reading = apiClient({ scopes: [...(scopesOf('read', undefined) ?? [])] });
		expect(connectChoices(reading)).toEqual(['client', 'write', 'own']);
		expect(connectChoices(undefined)[0]).toBe('client');
	});

	it('that were chosen before are the same choice when the form comes back', () => {
		expect(choiceOf([], modulesOnly)).toBe('client');
		expect(choiceOf(scopesOf('write', modulesOnly) ?? [], modulesOnly)).toBe('write');
		expect(choiceOf(['ZohoCRM.bulk.ALL'], modulesOnly)).toBe('own');
	});
});
