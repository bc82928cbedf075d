import { spawn } from 'node:child_process';
import { shell } from 'electron';
import { z } from 'zod';
import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import type { Settings } from '../../shared/settings.ts';
import type { BrowserView } from '../../shared/views.ts';
import { browserCommand, browserViewOf, programName, startsOthers } from './browser-command.ts';

const kept = z.strictObject({ program: z.string().min(1) });

/** Opens pages in the system's browser, or in the one that the person chose, with the profile of the customer it is for. */
export class SignInBrowser {
	readonly #kept: Core['browserText'];
	readonly #profiles: () => Settings['browserProfiles'];

	constructor(keptText: Core['browserText'], profiles: () => Settings['browserProfiles']) {
		this.#kept = keptText;
		this.#profiles = profiles;
	}

	/** The one that was chosen; null: the system's. */
	get view(): BrowserView | null {
		const program = this.#program();
		return program === null ? null : browserViewOf(program);
	}

	/** From now on this program; null: the system's. Throws BROWSER_FAILED for one that starts others instead of opening pages. */
	choose(program: string | null): void {
		if (program !== null && startsOthers(program)) {
			const problem = 'it starts other programs: choose the browser itself, or a script of your own';
			throw new AppError('BROWSER_FAILED', { name: programName(program), problem });
		}
		this.#kept.write(program === null ? '' : JSON.stringify({ program }));
	}

	/**
	 * Opens an address that the core built from its table of hosts: https, or http on this machine. Rejects with BROWSER_FAILED where the
	 * chosen program does not start.
	 */
	async open(url: string, customer: string | null = null): Promise<void> {
		const { protocol, hostname, href } = new URL(url);
		const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
		if (protocol !== 'https:' && !(protocol === 'http:' && loopback))
			throw new AppError('INTERNAL', { problem: 'not a web address' });
		const program = this.#program();
		if (program === null) return shell.openExternal(url);
		const profiles = this.#profiles();
		const profile = customer !== null && Object.hasOwn(profiles, customer) ? (profiles[customer] ?? null) : null;
		await start(program, profile, href);
	}

	#program(): string | null {
		try {
			return kept.parse(JSON.parse(this.#kept.read() || 'null')).program;
		} catch {
			// Never chosen, or not by this Latchkey.
			return null;
		}
	}
}

function start(path: string, profile: string | null, url: string): Promise<void> {
	const { program, args } = browserCommand(path, profile, url);
	return new Promise((resolve, reject) => {
		const failed = (error: unknown) => {
			const problem = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
			reject(new AppError('BROWSER_FAILED', { name: programName(path), problem }, { cause: error }));
		};
		try {
			const child = spawn(program, args, { stdio: 'ignore', detached: true });
			child.once('error', failed);
			child.once('spawn', resolve);
			child.unref();
		} catch (error) {
			// Windows refuses batch files at once.
			failed(error);
		}
	});
}
