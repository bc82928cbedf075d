import { useSyncExternalStore } from 'react';

interface Ticker {
	readonly subscribe: (listener: () => void) => () => void;
	readonly now: () => number;
}

function createTicker(milliseconds: number): Ticker {
	const listeners = new Set<() => void>();
	let now = Date.now();
	let timer: ReturnType<typeof setInterval> | undefined;
	const tick = () => {
		now = Date.now();
		for (const listener of listeners) listener();
	};
	return {
		subscribe: (listener) => {
			listeners.add(listener);
			timer ??= setInterval(tick, milliseconds);
			return () => {
				listeners.delete(listener);
				if (listeners.size > 0) return;
				clearInterval(timer);
				timer = undefined;
			};
		},
		now: () => {
			if (listeners.size === 0 && Date.now() - now >= milliseconds) now = Date.now();
			return now;
		},
	};
}

const slow = createTicker(30_000);
const fast = createTicker(1000);

/** The time, anew every 30 s: one clock for all rows. */
export const useNow = () => useSyncExternalStore(slow.subscribe, slow.now);

/** The time, anew every second, for countdowns. */
export const useSeconds = () => useSyncExternalStore(fast.subscribe, fast.now);
