import type { KeyboardEvent } from 'react';

/** Escape leaves what was typed first, and only then what the field stands in. */
export function leaveBy(event: KeyboardEvent, isTouched: boolean, leave: () => void): void {
	if (event.key !== 'Escape' || !isTouched) return;
	event.stopPropagation();
	leave();
}
