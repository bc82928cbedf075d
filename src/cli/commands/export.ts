import { existsSync } from 'node:fs';
import { AppError } from '../../core/domain/app-error.ts';
import type { OAuthToken } from '../../core/domain/oauth-token.ts';
import type { TokenStore } from '../../core/ports/token-store.ts';
import type { Command } from '../command.ts';
import { plainText } from '../output/plain-text.ts';

const name = 'export sdk-store';

export const exportSdkStore: Command = {
	name,
	form: 'ALIAS... --file PATH | --sqlite PATH',
	summary: "Write connections, secrets in plain text, into a store of a Zoho SDK's own",
	notes: [
		'The file holds refresh tokens and client secrets that anybody can read who can read the file. A script that can use the package latchkey needs none of this: see "Use Latchkey as your SDK\'s token store" in the README.',
		'Asks first; a script says --yes. A file that is there gets the records added; those of the same id are replaced.',
	],
	options: {
		file: {
			type: 'string',
			value: 'PATH',
			takes: 'path',
			help: "the SDK's token file (its default is sdk_tokens.txt)",
		},
		sqlite: { type: 'string', value: 'PATH', takes: 'path', help: 'an SQLite file with the table oauthtoken' },
		yes: { type: 'boolean', short: 'y', help: 'do not ask' },
	},
	targets: [1, 1000],
	targetsAre: 'alias',
	example: 'latchkey export sdk-store acme --file ./sdk_tokens.txt',
	run: async ({ core, terminal }, typed) => {
		const [file, sqlite] = [typed.text('file'), typed.text('sqlite')];
		const path = file ?? sqlite;
		if (path === null || (file !== null && sqlite !== null))
			throw new AppError('USAGE', { problem: 'Name one store: --file or --sqlite.', command: name });
		const connections = typed.targets.map((target) => core().connections.get(target));
		const aliases = connections.map(({ alias }) => alias);
		const production = connections.some(({ environment }) => environment === 'production');
		const question = `Write the secrets of ${aliases.join(', ')}${production ? ' (PROD)' : ''} in plain text to ${path}?`;
		if (!typed.flag('yes')) {
			if (!terminal.isInteractive)
				throw new AppError('USAGE', { problem: 'Writing secrets in plain text needs --yes.', command: name });
			if (!(await terminal.confirm(plainText(question), '--yes'))) throw new AppError('CANCELLED');
		}
		const tokens: OAuthToken[] = [];
		for (const { id } of connections) {
			tokens.push(await core().exportRecord(id, file === null ? 'an SQLite file' : "an SDK's token file"));
		}
		const isNew = !existsSync(path);
		await saveAll(path, file !== null, tokens);
		const done = `${aliases.join(', ')}: written in plain text to ${path}${isNew ? '' : ', beside what was there'}`;
		return { data: { path, aliases }, lines: [plainText(done)] };
	},
};

async function saveAll(path: string, isFile: boolean, tokens: readonly OAuthToken[]): Promise<void> {
	const store = isFile ? await openFile(path) : await openSqlite(path);
	try {
		for (const token of tokens) await store.saveToken(token);
	} finally {
		await store.close();
	}
}

type Closing = TokenStore & { close(): void | Promise<void> };

async function openFile(path: string): Promise<Closing> {
	const { FileTokenStore } = await import('../../core/adapters/token-stores/file-token-store.ts');
	return FileTokenStore.open(path);
}

async function openSqlite(path: string): Promise<Closing> {
	const { SqliteTokenStore } = await import('../../core/adapters/token-stores/sqlite-token-store.ts');
	return SqliteTokenStore.open(path);
}
