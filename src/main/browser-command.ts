import { posix, win32 } from 'node:path';
import type { BrowserView } from '../shared/views.ts';

/** A program and its arguments, each of them one: nothing of it goes through a shell. */
export interface BrowserCommand {
	readonly program: string;
	readonly args: readonly string[];
}

const chromium = /^(google[- ]?)?(chrome|chromium|msedge|microsoft[- ]edge|brave|vivaldi|opera)/i;
const firefox = /^(firefox|librewolf|waterfox|zen)/i;

/** How a browser's own option names a profile; empty for a program that is not known. */
function profileOption(name: string, profile: string): readonly string[] {
	if (chromium.test(name)) return [`--profile-directory=${profile}`];
	return firefox.test(name) ? ['-P', profile] : [];
}

/** The name of a program, of paths of Windows, too. */
export const programName = (path: string): string => posix.basename(win32.basename(path)).replace(/\.(app|exe)$/i, '');

/** What a person sees of a program. */
export function browserViewOf(path: string): BrowserView {
	const name = programName(path);
	return { name, profile: profileOption(name, 'x').length > 0 ? 'known' : 'argument' };
}

/**
 * How a program is started with an address. A browser that is known gets the profile by its option; any other program, such as a script of
 * the person's own, gets it as an argument before the address.
 */
export function browserCommand(
	path: string,
	profile: string | null,
	url: string,
	platform: NodeJS.Platform = process.platform,
): BrowserCommand {
	const known = profile === null ? [] : profileOption(programName(path), profile);
	const args = profile !== null && known.length === 0 ? [profile, url] : [...known, url];
	// A folder of macOS that is an app: `open` starts it, also where it runs already.
	if (platform === 'darwin' && path.endsWith('.app'))
		return { program: '/usr/bin/open', args: ['-n', '-a', path, '--args', ...args] };
	return { program: path, args };
}
