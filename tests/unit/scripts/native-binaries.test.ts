import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nativeBinaries } from '../../../scripts/native-binaries.ts';

interface Keytar {
	readonly getPassword: (service: string, account: string) => Promise<string | null>;
}

/** What a bundle in that folder takes for keytar. */
function bundledIn(folder: string): Keytar {
	const { load } = nativeBinaries();
	if (typeof load !== 'function') throw new Error('It loads nothing.');
	const code = load.call({} as never, '\0native-binary:keytar');
	const exports = {};
	new Function('require', 'exports', '__dirname', String(code))(createRequire(import.meta.url), exports, folder);
	return exports as Keytar;
}

it('a keytar without its binary says so at every call', () => {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-binaries-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	mkdirSync(join(folder, 'node_modules/keytar'), { recursive: true });
	const keytar = bundledIn(folder);
	for (const call of ['first', 'second'])
		expect(() => keytar.getPassword('Latchkey', 'nothing'), call).toThrow(/keytar\.node/);
});
