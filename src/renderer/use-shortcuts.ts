import type { RefObject } from 'react';
import { useEffect, useEffectEvent } from 'react';

interface Shortcuts {
	readonly searchRef: RefObject<HTMLInputElement | null>;
	readonly onEscape: () => void;
}

const typing = (target: EventTarget | null) => target instanceof HTMLInputElement;

/** Ctrl/Cmd-K and "/" go to the search; Escape closes the details. A sheet keeps its keys to itself. */
export function useShortcuts({ searchRef, onEscape }: Shortcuts): void {
	const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
		if (event.defaultPrevented || document.querySelector('[role="dialog"]')) return;
		const search = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
		if (search || (event.key === '/' && !typing(event.target))) {
			event.preventDefault();
			searchRef.current?.focus();
			searchRef.current?.select();
		}
		if (event.key === 'Escape') onEscape();
	});
	useEffect(() => {
		document.addEventListener('keydown', onKeyDown);
		return () => document.removeEventListener('keydown', onKeyDown);
	}, []);
}
