import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Without a bus libsecret may start one of its own that outlives us, and would answer "nothing" to every question. */
export function hasSessionBus(): boolean {
	if (process.platform !== 'linux') return true;
	const { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = process.env;
	return (
		Boolean(DBUS_SESSION_BUS_ADDRESS) || (XDG_RUNTIME_DIR !== undefined && existsSync(join(XDG_RUNTIME_DIR, 'bus')))
	);
}
