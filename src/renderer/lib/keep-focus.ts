import type { RefObject } from 'react';
import { useEffect } from 'react';

/** What `keepFocus` goes to: a row, a pane. */
export const focusKeeper = { 'data-keeps-focus': '' } as const;

/** For a button that its own act takes away: the keyboard stays in the row or pane instead of starting at the top again. */
export function keepFocus({ currentTarget }: { readonly currentTarget: Element }): void {
	currentTarget.closest<HTMLElement>('[data-keeps-focus]')?.focus({ preventScroll: true });
}

/** For a step that takes the place of another one: takes the focus where it was lost with what was there before. */
export function useLostFocus(ref: RefObject<HTMLElement | null>): void {
	useEffect(() => {
		if (document.activeElement === document.body) ref.current?.focus();
	}, [ref]);
}
