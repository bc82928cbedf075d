import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type UtilityProcess, utilityProcess } from '../../../tools/chromium-shell/utility-process.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`./fixture-app/${name}`, import.meta.url));
const started: UtilityProcess[] = [];

function start(...values: string[]): UtilityProcess {
	const child = utilityProcess.fork(fixture('echo-child.cjs'), values, {
		serviceName: 'echo',
		stdio: 'pipe',
		env: { ...process.env, WORD: 'given' },
	});
	started.push(child);
	return child;
}

async function ask(child: UtilityProcess, value: unknown): Promise<unknown> {
	const answer = once(child, 'message');
	child.postMessage(value);
	return (await answer)[0];
}

afterEach(() => {
	for (const child of started.splice(0)) child.kill();
});

describe('utilityProcess', () => {
	it('carries structured values both ways; messages sent early wait for the module', async () => {
		const child = start();
		const value = { when: new Date(5), map: new Map([[1, new Set(['a'])]]), bytes: new Uint8Array([1, 2]), big: 3n };
		expect(await ask(child, value)).toEqual({ data: value, ports: [] });
		expect(await ask(child, undefined)).toEqual({ data: undefined, ports: [] });
	});

	it('gives the module its arguments and environment, and only what a utility process has', async () => {
		const about = await ask(start('--one', 'two'), 'about');
		expect(about).toEqual({
			values: ['--one', 'two'],
			type: 'utility',
			send: 'undefined',
			execArgv: [],
			word: 'given',
		});
	});

	it('tells of its start and pipes its output', async () => {
		const child = start();
		await once(child, 'spawn');
		expect(child.pid).toBeGreaterThan(0);
		const [text] = child.stdout ? await once(child.stdout, 'data') : [];
		expect(String(text)).toBe('child is up\n');
	});

	it('refuses what cannot be cloned, on both sides', async () => {
		const child = start();
		expect(() => child.postMessage(() => undefined)).toThrow('An object could not be cloned.');
		expect(await ask(child, 'function')).toBe('An object could not be cloned.');
	});

	it('tells the exit code', async () => {
		const child = start();
		const exit = once(child, 'exit');
		child.postMessage({ exit: 7 });
		expect(await exit).toEqual([7]);
		expect([child.pid, child.kill()]).toEqual([undefined, false]);
	});

	it('is killed', async () => {
		const child = start();
		await once(child, 'spawn');
		const exit = once(child, 'exit');
		expect(child.kill()).toBe(true);
		expect(await exit).toEqual([15]);
	});

	it('fails as a module that is not there does', async () => {
		const child = utilityProcess.fork(fixture('absent.cjs'), [], { stdio: 'ignore' });
		expect(await once(child, 'exit')).toEqual([1]);
	});

	it('ends when its parent is killed', async () => {
		const program = fileURLToPath(new URL('./utility-parent.ts', import.meta.url));
		const parent = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
		const [text] = await once(parent.stdout, 'data');
		expect(String(text)).toBe('child is up\n');
		parent.kill('SIGKILL');
		// The pipe closes with its last holder, which is the child.
		expect(await once(parent, 'close')).toEqual([null, 'SIGKILL']);
	});
});
