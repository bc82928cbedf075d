import { FileTokenStore } from '../../../src/core/adapters/token-stores/file-token-store.ts';
import { SqliteTokenStore } from '../../../src/core/adapters/token-stores/sqlite-token-store.ts';
import { fullToken } from './tokens.ts';

// With a name: saves 25 tokens of that name. Else: saves one record over and over, all its values of one number, and says each number that
// is stored, until it is ended.
const [, , kind = '', path = '', name = ''] = process.argv;
const store = kind === 'sqlite' ? SqliteTokenStore.open(path) : FileTokenStore.open(path);
for (let number = 1; name === '' || number <= 25; number++) {
	const value = `${number}-`.repeat(200);
	const ofOne = { id: 'one', expiresIn: number, clientSecret: value, refreshToken: value, accessToken: value };
	await store.saveToken(name ? fullToken(`${name}${number}`) : fullToken('one', ofOne));
	process.stdout.write(`${number}\n`);
}
await store.close();
