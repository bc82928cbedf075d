import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { envelopeSchemas } from '../../../scripts/docs/json-schemas.ts';

const schemas = envelopeSchemas();
const read = (command: string) => z.fromJSONSchema(JSON.parse(JSON.stringify(schemas.get(command))));
const envelope = { schemaVersion: 1, ok: true, warnings: [], error: null };

describe('a published schema', () => {
	it('takes what the command prints, and nothing beside it', () => {
		const vault = read('vault status');
		const data = { vault: 'keychain', backend: null, changed: null, emptied: null, entries: 2, leftover: null };
		const isTaken = (value: unknown) => vault.safeParse(value).success;
		expect(isTaken({ ...envelope, data })).toBe(true);
		expect(isTaken({ ...envelope, data: null })).toBe(true);
		expect(isTaken({ ...envelope, data: { ...data, accessToken: 'x' } })).toBe(false);
		expect(isTaken({ ...envelope, data: { ...data, entries: -1 } })).toBe(false);
		expect(isTaken({ ...envelope, data: { ...data, entries: 1.5 } })).toBe(false);
		expect(isTaken({ ...envelope, schemaVersion: 2, data })).toBe(false);
		expect(isTaken({ ...envelope, data: { ...data, leftover: undefined } })).toBe(false);
		expect(isTaken({ ...envelope, data, more: 1 })).toBe(false);
	});

	it('takes a time in UTC alone', () => {
		const backups = read('backup list');
		const at = (madeAt: string) => {
			const one = { path: '/b', kind: 'daily', madeAt, bytes: 1, restorable: true };
			return backups.safeParse({ ...envelope, data: { backups: [one] } }).success;
		};
		expect([at('2026-03-02T10:00:00.000Z'), at('2026-03-02'), at('yesterday')]).toEqual([true, false, false]);
	});

	it('names the codes of errors', () => {
		const error = (code: string) =>
			read('list').safeParse({ ...envelope, ok: false, data: null, error: { code, message: 'm', hint: 'h' } }).success;
		expect([error('NEEDS_REAUTH'), error('NO_SUCH_CODE')]).toEqual([true, false]);
	});
});
