import { join } from 'node:path';
import { NodeHttpClient } from '../../../src/core/adapters/http/node-http-client.ts';
import { LoopbackListener } from '../../../src/core/adapters/loopback/loopback-listener.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { StripeLocks } from '../../../src/core/adapters/sqlite/stripe-locks.ts';
import { systemClock } from '../../../src/core/adapters/system/system-clock.ts';
import { createCore } from '../../../src/core/create-core.ts';
import { emptyToken } from '../../../src/core/domain/oauth-token.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import { FileVault } from './file-vault.ts';

/** A process that saves a token and may end itself at a step, as a power cut would. */
export interface SaveOrders {
	readonly folder: string;
	readonly refreshToken: string;
	/** A step of the write protocol, or "key:N" before the Nth write to the keychain. */
	readonly endAt?: string;
}

const { folder, refreshToken, endAt = '' }: SaveOrders = JSON.parse(process.argv[2] ?? '');
const endIf = (point: string) => {
	if (point === endAt) process.kill(process.pid, 'SIGKILL');
};

class EndingVault extends FileVault {
	#writes = 0;

	override async write(ref: string, value: string) {
		endIf(`key:${++this.#writes}`);
		return super.write(ref, value);
	}
}

const core = createCore({
	store: openSqliteStore(join(folder, 'data', 'latchkey.db')),
	vault: new EndingVault(join(folder, 'keychain')),
	locks: new StripeLocks(join(folder, 'data', 'locks')),
	http: new NodeHttpClient('0.0.0'),
	listener: new LoopbackListener(),
	clock: systemClock,
	reached: endIf,
});
await core.tokenStore.saveToken({
	...emptyToken,
	userSignature: 'pat@example.test:777',
	clientId: '1000.CLIENT',
	clientSecret: new Secret('client-secret-0f3a9c'),
	refreshToken: new Secret(refreshToken),
	accessToken: new Secret(`${refreshToken}.access`),
	expiresIn: Date.now() + 3_600_000,
	apiDomain: 'https://www.zohoapis.eu',
});
await core.close();
