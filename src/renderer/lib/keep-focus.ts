/** What `keepFocus` goes to: a row, a pane. */
export const focusKeeper = { 'data-keeps-focus': '' } as const;

/** For a button that its own act takes away: the keyboard stays in the row or pane instead of starting at the top again. */
export function keepFocus({ currentTarget }: { readonly currentTarget: Element }): void {
	currentTarget.closest<HTMLElement>('[data-keeps-focus]')?.focus({ preventScroll: true });
}
