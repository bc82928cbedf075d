import { fromSdk, loadSdk } from './sdk.ts';
import { fullToken, tokenWith } from './tokens.ts';

// The FileStore of an official SDK on a file, in a process of its own: saves a new token and a newer one of a user, then says all it finds.
const [, , name, path = '', newName = '', user = ''] = process.argv;
const sdk = loadSdk(name === 'nodejs' ? 'nodejs' : 'typescript');
const store = sdk.openFile(path);
if (newName) await store.saveToken(sdk.toSdk(fullToken(newName)));
if (user) await store.saveToken(sdk.toSdk(tokenWith({ userSignature: user, accessToken: 'renewed-by-the-sdk' })));
const tokens = await store.getTokens();
const found = await Promise.all(tokens.map((token) => store.findTokenById(token.getId())));
process.stdout.write(JSON.stringify(found.map(fromSdk)));
