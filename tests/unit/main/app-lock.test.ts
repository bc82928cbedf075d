import { powerMonitor } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Core } from '../../../src/core/create-core.ts';
import { AppLock } from '../../../src/main/app-lock.ts';
import { defaultSettings, type Settings } from '../../../src/shared/settings.ts';

vi.mock('electron', async () => {
	const { powerMonitor } = await import('../../../tools/chromium-shell/desktop.ts');
	return { powerMonitor };
});

let end: () => void = () => undefined;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	end();
	vi.useRealTimers();
	vi.restoreAllMocks();
});

function lockWith(change: Partial<Settings>, keychain: 'ready' | 'locked' = 'ready') {
	const told: string[] = [];
	const core = {
		keychain: { probe: async () => ({ state: keychain }) },
		vault: { lock: async () => void told.push('vault') },
	} as unknown as Core;
	const lock = new AppLock(
		core,
		() => ({ ...defaultSettings, ...change }),
		() => told.push('closed'),
		() => told.push('changed'),
	);
	end = lock.watch();
	return { lock, told };
}

const idle = (seconds: number) => vi.spyOn(powerMonitor, 'getSystemIdleTime').mockReturnValue(seconds);

it('closes once after the minutes without input that were chosen, and never where none were', () => {
	idle(299);
	const { lock, told } = lockWith({ idleLockMinutes: 5 });
	vi.advanceTimersByTime(60_000);
	expect(lock.isLocked).toBe(false);
	idle(300);
	vi.advanceTimersByTime(60_000);
	expect(lock.isLocked).toBe(true);
	expect(told).toEqual(['vault', 'closed', 'changed']);
	end();

	idle(100_000);
	const never = lockWith({ idleLockMinutes: 0 });
	vi.advanceTimersByTime(3_600_000);
	expect(never.lock.isLocked).toBe(false);
});

it.each(['suspend', 'lock-screen'] as const)('closes on %s where that was chosen', (event) => {
	const open = lockWith({ lockOnSleep: false });
	powerMonitor.emit(event);
	expect(open.lock.isLocked).toBe(false);
	end();
	const { lock } = lockWith({ lockOnSleep: true });
	powerMonitor.emit(event);
	expect(lock.isLocked).toBe(true);
	expect(() => lock.requireOpen()).toThrow('locked');
});

it('stops watching when it ends', () => {
	const { lock } = lockWith({ lockOnSleep: true, idleLockMinutes: 1 });
	end();
	idle(1000);
	powerMonitor.emit('suspend');
	vi.advanceTimersByTime(60_000);
	expect(lock.isLocked).toBe(false);
});

it('hides the list only while it is closed and only where that was chosen', async () => {
	const { lock, told } = lockWith({ listWhileLocked: false });
	expect(lock.hidesList).toBe(false);
	lock.lock();
	expect(lock.hidesList).toBe(true);
	await lock.unlock();
	expect([lock.isLocked, lock.hidesList]).toEqual([false, false]);
	expect(told).toEqual(['vault', 'closed', 'changed', 'changed']);
	const readable = lockWith({ listWhileLocked: true });
	readable.lock.lock();
	expect(readable.lock.hidesList).toBe(false);
});

it('stays closed as long as the keychain is', async () => {
	const { lock } = lockWith({}, 'locked');
	lock.lock();
	await expect(lock.unlock()).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' });
	expect(lock.isLocked).toBe(true);
});

it('asks the vault whether it is open only once it has closed', async () => {
	const vault = Promise.withResolvers<void>();
	const probe = vi.fn(async () => ({ state: 'ready' }));
	const core = { keychain: { probe }, vault: { lock: () => vault.promise } } as unknown as Core;
	const lock = new AppLock(
		core,
		() => defaultSettings,
		() => undefined,
		() => undefined,
	);
	lock.lock();
	const unlocking = lock.unlock();
	await vi.advanceTimersByTimeAsync(0);
	expect(probe).not.toHaveBeenCalled();
	vault.resolve();
	await unlocking;
	expect(lock.isLocked).toBe(false);
});
