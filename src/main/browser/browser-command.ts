import { posix, win32 } from 'node:path';
import type { BrowserView } from '../../shared/views.ts';

/** A program and its arguments, each of them one: nothing of it goes through a shell. */
export interface BrowserCommand {
	readonly program: string;
	readonly args: readonly string[];
}

// Flatpak's commands are called by the id of the app, such as com.google.Chrome.
const appId = /^(app|com|io|net|org)\.[\w-]+\.(?=[a-z])/i;
const chromium = /^(google[- ]?)?(chrome|chromium|msedge|microsoft[- ]edge|edge|brave|vivaldi|opera)/i;
const firefox = /^(firefox|librewolf|waterfox|zen)/i;
/** Programs whose arguments name what they run or do: a browser is chosen itself, not by them. */
const starters =
	/^(env|flatpak|snap|(ba|da|z|fi|k|c|tc)?sh|busybox|sudo|doas|su|runuser|nohup|nice|setsid|timeout|xargs|ssh|python[\d.]*|perl|ruby|node|deno|bun|php|osascript|open|cmd|powershell|pwsh|wscript|cscript|mshta|rundll32|start)$/i;

/** How a browser's own option names a profile; empty for a program that is not known. */
function profileOption(program: string, profile: string): readonly string[] {
	const name = program.replace(appId, '');
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

/** Whether a program starts others by what its arguments say, so that it is no browser. */
export function startsOthers(path: string): boolean {
	return starters.test(programName(path));
}

/**
 * How a program is started with an address. A browser that is known gets the profile by its option; any other program, such as a script of
 * the person's own, gets it as `--profile=NAME` before the address: never as a word alone, which could be a command to it.
 */
export function browserCommand(
	path: string,
	profile: string | null,
	url: string,
	platform: NodeJS.Platform = process.platform,
): BrowserCommand {
	const known = profile === null ? [] : profileOption(programName(path), profile);
	const args = profile !== null && known.length === 0 ? [`--profile=${profile}`, url] : [...known, url];
	// A folder of macOS that is an app: `open` starts it, also where it runs already.
	if (platform === 'darwin' && path.endsWith('.app'))
		return { program: '/usr/bin/open', args: ['-n', '-a', path, '--args', ...args] };
	return { program: path, args };
}
