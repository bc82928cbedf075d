import { resolve } from 'node:path';
import { writePrivateFile } from '../../core/adapters/system/private-file.ts';
import { AppError } from '../../core/domain/app-error.ts';
import type { Command, Session, Typed } from '../command.ts';
import { counted } from '../output/counted.ts';
import { plainText } from '../output/plain-text.ts';

export const exportBundle: Command = {
	name: 'export bundle',
	form: 'FILE',
	summary: 'Write every connection into a file that a passphrase opens, for another computer',
	notes: [
		'Without --with-secrets nothing in it is a secret of Zoho: on the other computer each connection is there and needs one sign-in. Practice connections stay here.',
		'With secrets both computers hold the same refresh tokens: whoever has the file and guesses the passphrase can use them until they are revoked. Remove the file once it was imported.',
	],
	options: {
		'with-secrets': { type: 'boolean', help: 'with refresh tokens and client secrets; asks twice' },
		'bundle-passphrase-stdin': { type: 'boolean', help: 'read the passphrase of the bundle from stdin' },
		yes: { type: 'boolean', short: 'y', help: 'do not ask; replaces a file that is there' },
	},
	targets: [1, 1],
	targetsAre: 'path',
	example: 'latchkey export bundle ~/latchkey.bundle',
	run: async (session, typed) => {
		const path = resolve(typed.targets[0] ?? '');
		const core = session.core();
		const withSecrets = typed.flag('with-secrets');
		if (withSecrets) await askTwice(session, typed, path);
		const onStdin = typed.flag('bundle-passphrase-stdin');
		const passphrase = await session.passphrases.newForBundle('export bundle', onStdin);
		const { text, count } = await core.bundles.export(passphrase, withSecrets);
		writePrivateFile(path, text, typed.flag('yes'), 'export bundle');
		const secrets = withSecrets
			? `with ${counted(count.refreshTokens, 'refresh token')} and ${counted(count.clientSecrets, 'client secret')}`
			: 'without secrets: each needs one sign-in on the other computer';
		const what = `${counted(count.connections, 'connection')}, ${counted(count.apiClients, 'API client')}`;
		const practice = core.connections.list().filter((one) => one.practice).length;
		if (practice > 0) session.say(`Not in it: ${counted(practice, 'practice connection')}, which stay here.`);
		return { data: { path, ...count }, lines: [plainText(`${path}: ${what}, ${secrets}`)] };
	},
};

async function askTwice({ core, terminal }: Session, typed: Typed, path: string): Promise<void> {
	if (typed.flag('yes')) return;
	const refuse = new AppError('USAGE', { problem: 'Writing secrets needs --yes here.', command: 'export bundle' });
	if (!terminal.isInteractive) throw refuse;
	const held = core()
		.connections.list()
		.filter(({ practice }) => !practice);
	const production = held.filter(({ environment }) => environment === 'production').length;
	const first = `Write the refresh tokens of ${counted(held.length, 'connection')} (${production} PROD) and the client secrets to ${path}?`;
	const second =
		'Whoever gets that file and guesses its passphrase can read and change the data of these customers until you revoke each token. Write it all the same?';
	for (const question of [first, second])
		if (!(await terminal.confirm(plainText(question), '--yes'))) throw new AppError('CANCELLED');
}
