import type { RefObject } from 'react';
import { useEffect, useEffectEvent } from 'react';
import { useLock, useLocked, useSheets } from './stores/app-context.ts';

interface Shortcuts {
	readonly searchRef: RefObject<HTMLInputElement | null>;
	readonly onEscape: () => void;
}

const typing = (target: EventTarget | null) =>
	target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** The keys that work everywhere (features/shortcuts lists them). A sheet keeps its keys to itself; only locking works over it. */
export function useShortcuts({ searchRef, onEscape }: Shortcuts): void {
	const show = useSheets((state) => state.show);
	const lock = useLock((state) => state.lock);
	const locked = useLocked();

	const withControl: Readonly<Record<string, () => void>> = {
		k: () => show('palette'),
		...(locked ? {} : { ',': () => show('settings') }),
	};
	const alone: Readonly<Record<string, () => void>> = {
		'/': () => {
			searchRef.current?.focus();
			searchRef.current?.select();
		},
		'?': () => show('shortcuts'),
	};

	const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
		if (event.defaultPrevented) return;
		const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
		const key = event.key.toLowerCase();
		if (control && key === 'l') {
			event.preventDefault();
			if (!locked) void lock();
			return;
		}
		if (document.querySelector('[role="dialog"], [role="menu"]')) return;
		const act = control ? withControl[key] : typing(event.target) ? undefined : alone[key];
		if (act) {
			event.preventDefault();
			act();
		}
		if (event.key === 'Escape') onEscape();
	});
	useEffect(() => {
		document.addEventListener('keydown', onKeyDown);
		return () => document.removeEventListener('keydown', onKeyDown);
	}, []);
}
