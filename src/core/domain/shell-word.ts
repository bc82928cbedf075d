/** A text as one word of a command line to be copied into a POSIX shell: quoted where it has to be. */
export function shellWord(text: string): string {
	return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
