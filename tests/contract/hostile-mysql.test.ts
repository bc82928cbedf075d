import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readMySqlTokens } from '../../src/core/adapters/token-stores/token-sources.ts';
import { Secret } from '../../src/core/domain/secret.ts';
import { done, hostileMySql } from './token-stores/hostile-mysql.ts';

const password = 'not-to-be-read-5e1f';
const read = (port: number) =>
	readMySqlTokens({ host: '127.0.0.1', port, user: 'pat', password: new Secret(password), timeoutMs: 2_000 });

describe('a server on another computer', () => {
	it.each(['192.0.2.7', '0.0.0.0', '::2'])(
		'%s is not asked without an explicit word: TLS proves names, not addresses',
		async (host) => {
			const place = { host, port: 1, timeoutMs: 1 };
			await expect(readMySqlTokens(place)).rejects.toMatchObject({ code: 'PLAIN_NETWORK', details: { host } });
		},
	);

	it('is asked where a person said so', async () => {
		// A name of this machine that does not look like one.
		const server = await hostileMySql((_, say) => say(done));
		const place = { host: '0.0.0.0', port: server.port, user: 'pat', timeoutMs: 2_000 };
		await expect(readMySqlTokens(place)).rejects.toMatchObject({ code: 'PLAIN_NETWORK' });
		expect(server.heard()).toBe('');
		await expect(readMySqlTokens({ ...place, withoutTls: true })).rejects.toMatchObject({ code: 'TOKEN_STORE_FAILED' });
		expect(server.heard()).toContain('pat\0');
	});
});

describe('a server that is not what it says', () => {
	it.each([0, 1, 2, 3])('gets no file of this machine, asked for in answer to packet %i', async (when) => {
		const folder = mkdtempSync(join(tmpdir(), 'latchkey-wanted-'));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		const wanted = join(folder, 'wanted');
		writeFileSync(wanted, 'what-it-wants-77c2');
		const askForFile = Buffer.concat([Buffer.from([0xfb]), Buffer.from(wanted)]);
		const server = await hostileMySql((count, say) => say(count === when ? askForFile : done));
		await expect(read(server.port)).rejects.toMatchObject({ code: 'TOKEN_STORE_FAILED' });
		expect(server.heard()).toContain('pat\0');
		expect(server.heard()).not.toContain('what-it-wants');
	});

	it('is told that no file is ever sent', async () => {
		const server = await hostileMySql((_, say) => say(done));
		await expect(read(server.port)).rejects.toMatchObject({ code: 'TOKEN_STORE_FAILED' });
		const capabilities = Buffer.from(server.heard(), 'latin1').readUInt32LE(4);
		const localFiles = 0x80;
		expect(capabilities & localFiles).toBe(0);
	});

	it.each(['mysql_clear_password', 'dialog', 'mysql_old_password'])(
		'does not get the password itself by asking for %s',
		async (plugin) => {
			const change = Buffer.from(`\xfe${plugin}\0`, 'latin1');
			const server = await hostileMySql((count, say) => say(count === 0 ? change : done));
			await expect(read(server.port)).rejects.toMatchObject({ code: 'TOKEN_STORE_FAILED' });
			expect(server.heard()).toContain('pat\0');
			expect(server.heard()).not.toContain(password);
		},
	);

	it('does not fill the memory with an answer that never ends', async () => {
		const part = Buffer.alloc(0xff_ff_ff, 65);
		let sent = 0;
		const server = await hostileMySql((count, say, socket) => {
			if (count < 2) return say(done);
			const more = () => {
				do sent += part.length;
				while (say(part) && !socket.destroyed);
			};
			socket.on('drain', more);
			return more();
		});
		await expect(read(server.port)).rejects.toMatchObject({
			code: 'TOKEN_STORE_FAILED',
			details: { problem: 'it sends more than a token store holds' },
		});
		// What lies in the buffers of both sides is sent and never read.
		expect(sent).toBeLessThan(8 * 32 * 1024 * 1024);
	});
});
