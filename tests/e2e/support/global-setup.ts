import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { appHost } from '../../../tools/chromium-shell/launch.ts';
import { root } from './root.ts';

/** Says once which host runs the app, and fails early where nothing is built. */
export default function globalSetup(): void {
	for (const [file, made] of [
		['out/main/index.cjs', 'electron-vite build'],
		['out/cli/latchkey.cjs', 'vite build -c vite.cli.config.ts'],
	] as const) {
		if (!existsSync(join(root, file))) throw new Error(`${file} is missing: run ${made} first`);
	}
	console.log(`The app runs on ${appHost() === 'electron' ? 'Electron' : 'the Chromium shell'}.`);
}
