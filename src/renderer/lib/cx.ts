/** Joins class names; what is falsy is left out. */
export function cx(...names: readonly (string | false | null | undefined)[]): string {
	return names.filter(Boolean).join(' ');
}
