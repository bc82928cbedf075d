import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import keytar from 'keytar';
import { expect } from 'vitest';
import type { Cli } from './cli-harness.ts';
import { inStore } from './lab.ts';

/** Code that Node compiled is kept from the second start of any verb on; it is no work of the verb. */
const ofEveryStart = /^compiled-code(\/|$)/;

/** What SQLite leaves beside a database that was only read: nothing of it is in there. */
function isOfReading(path: string): boolean {
	return path.endsWith('.db-shm') || (path.endsWith('.db-wal') && statSync(path).size === 0);
}

/** Every file and folder of Latchkey's folder with its bytes and rights, and its keychain entries. */
async function stateOf(cli: Cli): Promise<ReadonlyMap<string, string>> {
	const { home } = cli;
	const paths = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((path) => !ofEveryStart.test(path));
	const files = paths
		.filter((path) => !isOfReading(join(home, path)))
		.sort()
		.map((path): readonly [string, string] => {
			const found = statSync(join(home, path));
			const bytes = found.isFile() ? readFileSync(join(home, path)).toString('base64') : 'a folder';
			return [path, `${found.mode.toString(8)} ${bytes}`];
		});
	// Its own alone, for other tests use the keychain meanwhile; one more would stand in the database first.
	const refs = inStore(cli, (store) => store.prepare('SELECT ref FROM vault_entry').pluck().all()) as string[];
	const entry = async (ref: string): Promise<[string, string]> => [
		`keychain ${ref}`,
		(await keytar.getPassword('Latchkey', ref)) ?? 'no entry',
	];
	const inKeychain = await Promise.all(refs.sort().map(entry));
	return new Map([...files, ...inKeychain]);
}

/** Expects an act to leave Latchkey's folder and the keychain as they were, byte by byte. */
export async function expectNothingChanged<T>(cli: Cli, act: () => Promise<T>): Promise<T> {
	const before = await stateOf(cli);
	expect(before.size).toBeGreaterThan(1);
	const result = await act();
	const after = await stateOf(cli);
	expect([...after.keys()]).toEqual([...before.keys()]);
	// The bytes hold secrets: only names are shown where they differ.
	expect([...after].filter(([name, bytes]) => before.get(name) !== bytes).map(([name]) => name)).toEqual([]);
	return result;
}
