import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decodeReply, encodeCall, messageLength } from '../../../../src/core/adapters/keychain/bus-message.ts';
import { askSessionBus, bus, sessionBusPath } from '../../../../src/core/adapters/keychain/session-bus.ts';
import fc from '../../../support/fast-check.ts';

/** A socket that answers whoever comes with these bytes, one after the other. */
async function busThat(...answers: readonly (string | Buffer)[]): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-bus-'));
	const sockets: Socket[] = [];
	const server = createServer((socket) => {
		sockets.push(socket);
		const left = [...answers];
		socket.on('error', () => undefined);
		socket.on('data', () => void socket.write(left.shift() ?? ''));
	});
	const path = join(folder, 'bus');
	await new Promise<void>((resolve) => server.listen(path, resolve));
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
		rmSync(folder, { recursive: true, force: true });
	});
	return path;
}

const call = { ...bus, member: 'GetNameOwner', texts: ['org.freedesktop.secrets'] };

describe('the session bus', () => {
	it.each([
		['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
		['unix:abstract=/tmp/dbus-x,guid=0f', '\0/tmp/dbus-x'],
		['unix:guid=0f,path=/a%20b', '/a b'],
		['tcp:host=127.0.0.1;unix:path=/b', '/b'],
		['autolaunch:', null],
		['', null],
	])('has the socket that %j names', (address, path) => {
		expect(sessionBusPath({ DBUS_SESSION_BUS_ADDRESS: address })).toBe(path);
	});

	it.each([
		['refuses us', ['REJECTED EXTERNAL\r\n']],
		['talks of something else', ['OK 0f\r\n', Buffer.alloc(64, 0xff)]],
		['floods us', ['OK 0f\r\n', Buffer.concat([Buffer.from([0x6c, 2, 0, 1]), Buffer.alloc(80_000, 0x7f)])]],
	])('that %s is given up at once', async (_, answers) => {
		await expect(askSessionBus(await busThat(...answers), [call])).rejects.toThrow();
	});

	it('reads no bytes as more than they are: any message gives an answer, none, or a RangeError', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 16, maxLength: 200 }), (bytes) => {
				const message = Buffer.from(bytes);
				message.set([0x6c, 2]);
				try {
					const reply = decodeReply(message);
					expect(reply === null || typeof reply.serial === 'number').toBe(true);
				} catch (error) {
					expect(error).toBeInstanceOf(RangeError);
				}
			}),
			{ numRuns: 2_000 },
		);
	});

	it('gets whole messages of the length they say', () => {
		const message = encodeCall(1, call);
		expect(messageLength(message)).toBe(message.length);
		expect(messageLength(message.subarray(0, 15))).toBeNull();
		expect(decodeReply(message)).toBeNull();
	});
});
