import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LoopbackListener } from '../../../../src/core/adapters/loopback/loopback-listener.ts';
import { freePort } from '../../../integration/core/free-port.ts';
import { codeOf, errorOf } from '../../../integration/core/world.ts';
import { isOpen, occupy, state, waiting } from './waiting-listener.ts';

describe('the port', () => {
	it('L08: is bound on loopback only, on both families for localhost and on one for a literal', async () => {
		const { port } = await waiting();
		expect([await isOpen(port), await isOpen(port, '::1')]).toEqual([true, true]);
		const hex = port.toString(16).toUpperCase().padStart(4, '0');
		const bound = ['/proc/net/tcp', '/proc/net/tcp6']
			.flatMap((file) =>
				readFileSync(file, 'utf8')
					.split('\n')
					.map((line) => line.trim().split(/\s+/)),
			)
			.filter((fields) => fields[1]?.endsWith(`:${hex}`) && fields[3] === '0A')
			.map((fields) => fields[1]?.split(':')[0]);
		expect(bound.sort()).toEqual(['00000000000000000000000001000000', '0100007F']);
		const literal = await waiting('127.0.0.1');
		expect([await isOpen(literal.port), await isOpen(literal.port, '::1')]).toEqual([true, false]);
	});

	it('L09: that is taken makes it try the next redirect URI', async () => {
		const listener = new LoopbackListener();
		onTestFinished(() => listener.close());
		const [busy, free] = [await occupy(), await freePort()];
		const pending = await listener.expect(
			[`http://localhost:${busy}/cb`, `http://localhost:${free}/cb`],
			state,
			'ABCD',
		);
		expect(pending.redirect.port).toBe(free);
	});

	it('L09: with all taken, names the ports and the program that holds them', async () => {
		const listener = new LoopbackListener();
		const [one, two] = [await occupy(), await occupy()];
		const error = await errorOf(
			listener.expect([`http://localhost:${one}/cb`, `http://127.0.0.1:${two}/cb`], state, 'ABCD'),
		);
		expect(error?.code).toBe('PORT_BUSY');
		const holder = process.platform === 'linux' ? `node (process ${process.pid})` : 'another program';
		expect(error?.details.taken).toBe(`port ${one} is taken by ${holder}, port ${two} is taken by ${holder}`);
	});

	it('L09: taken on IPv6 alone is taken, and the IPv4 half is let go', async () => {
		const listener = new LoopbackListener();
		const port = await occupy(0, '::1');
		expect(await codeOf(listener.expect([`http://localhost:${port}/cb`], state, 'ABCD'))).toBe('PORT_BUSY');
		expect(await isOpen(port)).toBe(false);
	});

	it('L05: is shared by two sign-ins, each with its own state, and stays until the last one ends', async () => {
		const { listener, uri, pending, came, port } = await waiting();
		const second = await listener.expect([uri], 'b2'.repeat(32), 'EFGH');
		const page = await fetch(`${uri}?code=1000.second&state=${'b2'.repeat(32)}`);
		expect(await page.text()).toContain('EFGH');
		expect((await second.parameters).get('code')).toBe('1000.second');
		second.close();
		second.close();
		expect(came()).toBeNull();
		expect(await isOpen(port)).toBe(true);
		await fetch(`${uri}?code=1000.first&state=${state}`);
		expect((await pending.parameters).get('code')).toBe('1000.first');
		pending.close();
		expect(await isOpen(port)).toBe(false);
	});

	it('opens again for a sign-in that began while the last one before it ended', async () => {
		const { listener, uri, pending } = await waiting();
		const next = listener.expect([uri], 'c3'.repeat(32), 'JKLM');
		pending.close();
		const late = await next;
		await fetch(`${uri}?code=1000.late&state=${'c3'.repeat(32)}`);
		expect((await late.parameters).get('code')).toBe('1000.late');
	});

	it('closing the listener closes every port', async () => {
		const { listener, port } = await waiting();
		await listener.close();
		expect(await isOpen(port)).toBe(false);
	});
});
