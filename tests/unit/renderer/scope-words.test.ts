import { expect, it } from 'vitest';
import { freeName } from '../../../src/renderer/features/api-clients/free-name.ts';
import { splitScopes } from '../../../src/renderer/features/connect/new-client.ts';
import { englishScopes, scopeWords, uncovered } from '../../../src/shared/scope-words.ts';

it.each([
	['ZohoCRM.modules.READ', 'Read all modules'],
	['ZohoCRM.modules.ALL', 'Read, change and delete all modules'],
	['ZohoCRM.modules.leads.CREATE', 'Create records of leads'],
	['zohocrm.users.read', 'Read users'],
	['ZohoCRM.org.READ', 'Read the org'],
	['ZohoCRM.settings.custom_views.READ', 'Read settings: custom views'],
	['ZohoCRM.modules', null],
	['ZohoCRM.modules.a.b.READ', null],
	['ZohoCRM.toString.READ', null],
	['ZohoBooks.fullaccess.all', null],
	['', null],
])('says %s as %s', (scope, words) => {
	expect(scopeWords(scope, englishScopes)).toBe(words);
});

it('splits typed scopes', () => {
	expect(splitScopes(' a.b.READ, c.d.ALL\na.b.READ,,')).toEqual(['a.b.READ', 'c.d.ALL']);
});

it('finds a free name', () => {
	expect(freeName('Latchkey', [])).toBe('Latchkey');
	expect(freeName('Latchkey', ['latchkey', 'Latchkey 2'])).toBe('Latchkey 3');
});

it.each([
	['ZohoCRM.modules.READ', 'ZohoCRM.modules.ALL', true],
	['ZohoCRM.modules.leads.DELETE', 'ZohoCRM.modules.ALL', true],
	['zohocrm.modules.leads.read', 'ZohoCRM.modules.READ', true],
	['ZohoCRM.modules.CREATE', 'ZohoCRM.modules.WRITE', true],
	['ZohoCRM.modules.DELETE', 'ZohoCRM.modules.WRITE', false],
	['ZohoCRM.modules.ALL', 'ZohoCRM.modules.leads.ALL', false],
	['ZohoCRM.modules.ALL', 'ZohoCRM.modules.READ', false],
	['ZohoCRM.settings.READ', 'ZohoCRM.modules.ALL', false],
	['ZohoBooks.modules.READ', 'ZohoCRM.modules.ALL', false],
])('knows whether %s is inside %s: %s', (scope, wider, inside) => {
	expect(uncovered([scope], [wider])).toEqual(inside ? [] : [scope]);
});
