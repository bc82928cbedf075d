import { join } from 'node:path';
import { forkKeytar } from '../../src/core/adapters/keychain/fork-keytar.ts';
import { KeytarVault } from '../../src/core/adapters/keychain/keytar-vault.ts';
import { newId } from '../../src/core/domain/ids.ts';

// Asks the keychain of its session to write and to read, and says what came of it and how long each took.
const vault = new KeytarVault(() =>
	forkKeytar(join(import.meta.dirname, '../../src/core/adapters/keychain/keytar-worker.ts')),
);
const timed = async (ask: () => Promise<{ readonly state: string }>) => {
	const began = performance.now();
	const { state } = await ask();
	return { state, ms: Math.round(performance.now() - began) };
};
const ref = newId.vaultRef();
const wrote = await timed(() => vault.write(ref, 'plain-3f09c2'));
const read = await timed(() => vault.read(ref));
await vault.close();
process.stdout.write(JSON.stringify({ wrote, read }));
