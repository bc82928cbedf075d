import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeHttpClient } from '../../../src/core/adapters/http/node-http-client.ts';
import { LoopbackListener } from '../../../src/core/adapters/loopback/loopback-listener.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { StripeLocks } from '../../../src/core/adapters/sqlite/stripe-locks.ts';
import { systemClock } from '../../../src/core/adapters/system/system-clock.ts';
import { type Core, createCore } from '../../../src/core/create-core.ts';
import { isSecretText } from '../../../src/core/domain/secret.ts';
import { KeychainFake } from '../../integration/core/keychain-fake.ts';
import { type Opened, tokenStoreContract } from './contract.ts';
import { followsTheModel, wholeRecords } from './model.ts';

const secrets = ['clientSecret', 'refreshToken', 'accessToken'];

/** A core of its own on a keychain that lasts as long as the test. */
async function opened(): Promise<Opened> {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-token-store-'));
	const vault = new KeychainFake();
	const cores: Core[] = [];
	const open = () => {
		const core = createCore({
			store: openSqliteStore(join(folder, 'latchkey.db')),
			vault,
			locks: new StripeLocks(join(folder, 'locks')),
			http: new NodeHttpClient('0.0.0'),
			listener: new LoopbackListener(),
			clock: systemClock,
		});
		cores.push(core);
		return core.tokenStore;
	};
	return {
		store: open(),
		again: open,
		close: async () => {
			for (const core of cores) await core.close();
			rmSync(folder, { recursive: true });
		},
	};
}

// A secret goes to the keychain, and an API domain is the host that tokens are sent to.
const keeps = (text: string, field: string) =>
	field === 'apiDomain' ? false : !secrets.includes(field) || isSecretText(text);

tokenStoreContract('KeychainTokenStore', opened, { keeps });
followsTheModel('KeychainTokenStore', opened, { keeps, rows: 60, steps: wholeRecords });
