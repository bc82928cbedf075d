const names = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/** Whether what is sent to a host never leaves this computer. */
export function isThisComputer(host: string): boolean {
	return names.test(host);
}
