import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function usualPlaces(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
	if (platform === 'darwin') {
		return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
			(name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
		);
	}
	if (platform === 'win32') {
		const roots = [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA];
		const programs = [
			'Google/Chrome/Application/chrome.exe',
			'Chromium/Application/chrome.exe',
			'Microsoft/Edge/Application/msedge.exe',
		];
		return roots.flatMap((root) => (root ? programs.map((program) => join(root, program)) : []));
	}
	const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', ...(environment.PATH ?? '').split(delimiter)];
	return folders.filter(Boolean).flatMap((folder) => ON_PATH.map((name) => join(folder, name)));
}

function isExecutable(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** The Chromium (or a browser built from it) to show windows with; null if there is none. SHELL_CHROMIUM names another. */
export function findChromium(
	environment: NodeJS.ProcessEnv = process.env,
	platform: NodeJS.Platform = process.platform,
): string | null {
	if (environment.SHELL_CHROMIUM) return isExecutable(environment.SHELL_CHROMIUM) ? environment.SHELL_CHROMIUM : null;
	return usualPlaces(environment, platform).find(isExecutable) ?? null;
}
