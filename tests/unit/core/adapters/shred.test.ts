import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { shred } from '../../../../src/core/adapters/system/shred.ts';

const calls = vi.hoisted(() => [] as string[]);

vi.mock('node:fs', async (original) => {
	const fs = await original<typeof import('node:fs')>();
	return {
		...fs,
		writeSync: (fd: number, bytes: Buffer, offset: number, length: null, at: number) => {
			calls.push(`write ${bytes.length} at ${at}`);
			return fs.writeSync(fd, bytes, offset, length, at);
		},
		fsyncSync: (fd: number) => {
			calls.push(`sync ${fs.fstatSync(fd).size}`);
			fs.fsyncSync(fd);
		},
		renameSync: (from: string, to: string) => {
			calls.push('rename');
			fs.renameSync(from, to);
		},
	};
});

const folder = mkdtempSync(join(tmpdir(), 'latchkey-shred-'));
afterEach(() => calls.splice(0));

it('overwrites every byte and reaches the disk before the file loses its name', () => {
	const path = join(folder, 'sdk_tokens.txt');
	writeFileSync(path, 'x'.repeat(65_536 + 10));
	shred(path);
	expect(calls).toEqual(['write 65536 at 0', 'write 10 at 65536', 'sync 65546', 'sync 0', 'rename']);
	expect(readdirSync(folder)).toEqual([]);
	rmSync(folder, { recursive: true });
});

it('leaves a folder alone', () => {
	const path = mkdtempSync(join(tmpdir(), 'latchkey-shred-'));
	writeFileSync(join(path, 'a'), 'kept');
	expect(() => shred(path)).toThrow(expect.objectContaining({ code: 'STORE_UNSAFE' }));
	expect(() => shred(join(path, 'none'))).toThrow(expect.objectContaining({ code: 'TOKEN_STORE_FAILED' }));
	expect(readFileSync(join(path, 'a'), 'utf8')).toBe('kept');
	rmSync(path, { recursive: true });
	expect(existsSync(path)).toBe(false);
});
