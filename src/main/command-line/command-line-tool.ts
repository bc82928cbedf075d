import { randomBytes } from 'node:crypto';
import {
	accessSync,
	constants,
	existsSync,
	lstatSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	type Stats,
	writeFileSync,
} from 'node:fs';
import { delimiter, join, resolve, sep } from 'node:path';
import { AppError } from '../../core/domain/app-error.ts';
import type { CommandLineView } from '../../shared/views.ts';
import { isLauncher, launcherText, type Started } from './launcher.ts';

/** What the tool is installed from and into. */
export interface Surroundings extends Started {
	readonly env: NodeJS.ProcessEnv;
	readonly home: string;
	/** The built program that the script loads. */
	readonly program: string;
	/** On macOS: the folder for all users, taken where this user may write to it. */
	readonly shared?: string;
}

const largestLauncher = 16_384;

/**
 * The command `latchkey` for terminals: a small file that starts the command line of this installation. It is put where nothing is, or where
 * an older one of Latchkey's own is; every other file stays as it is.
 */
export class CommandLineTool {
	readonly #around: Surroundings;

	constructor(around: Surroundings) {
		this.#around = around;
	}

	/** What is there now. Changes nothing. */
	view(): CommandLineView {
		const folder = this.#folder();
		return {
			state: this.#stateOf(this.#fileIn(folder)),
			path: this.#withTilde(this.#fileIn(folder)),
			folder: this.#withTilde(folder),
			onPath: this.#isOnPath(folder),
		};
	}

	/** Writes the launcher. Throws COMMAND_LINE_REFUSED where something else is in its place, or it cannot be written. */
	install(): CommandLineView {
		if (!existsSync(this.#around.program)) throw this.#refused('it is not built here');
		const folder = this.#folder();
		const file = this.#fileIn(folder);
		const state = this.#stateOf(file);
		if (state === 'taken') throw this.#refused('another program is there');
		const text = launcherText(this.#around);
		this.#trying(() => {
			mkdirSync(folder, { recursive: true });
			// wx: somebody may have been quicker.
			if (state === 'absent') writeFileSync(file, text, { flag: 'wx', mode: 0o755 });
			else replace(file, text);
		});
		return this.view();
	}

	/** Removes the launcher, and nothing that is not one. Throws COMMAND_LINE_REFUSED. */
	remove(): CommandLineView {
		const file = this.#fileIn(this.#folder());
		const state = this.#stateOf(file);
		if (state === 'taken') throw this.#refused('another program is there');
		if (state !== 'absent') this.#trying(() => rmSync(file));
		return this.view();
	}

	/** The first folder that has a launcher of ours, else the first one that this user may write to. */
	#folder(): string {
		const { platform, env, home, shared = '/usr/local/bin' } = this.#around;
		if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Latchkey', 'bin');
		const own = join(home, '.local', 'bin');
		if (platform !== 'darwin') return own;
		const folders = [shared, own];
		return folders.find((folder) => this.#isOurs(this.#fileIn(folder))) ?? folders.find(isWritable) ?? own;
	}

	#fileIn(folder: string): string {
		return join(folder, this.#around.platform === 'win32' ? 'latchkey.cmd' : 'latchkey');
	}

	#isOurs(file: string): boolean {
		const state = this.#stateOf(file);
		return state === 'installed' || state === 'outdated';
	}

	#stateOf(file: string): CommandLineView['state'] {
		const found = foundAt(file);
		if (!found) return 'absent';
		// A link is never ours, wherever it leads.
		if (!found.isFile() || found.size > largestLauncher) return 'taken';
		try {
			const text = readFileSync(file, 'utf8');
			if (!isLauncher(text)) return 'taken';
			return text === launcherText(this.#around) ? 'installed' : 'outdated';
		} catch {
			return 'taken';
		}
	}

	#isOnPath(folder: string): boolean {
		const { env, platform } = this.#around;
		const same = (one: string) => (platform === 'win32' ? resolve(one).toLowerCase() : resolve(one));
		return (env.PATH ?? env.Path ?? '').split(delimiter).some((one) => one !== '' && same(one) === same(folder));
	}

	#withTilde(path: string): string {
		const { home } = this.#around;
		return path.startsWith(`${home}${sep}`) ? `~${path.slice(home.length)}` : path;
	}

	#trying(act: () => void): void {
		try {
			act();
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
			throw this.#refused(code === 'EEXIST' ? 'another program is there' : `it cannot be written (${code})`, error);
		}
	}

	#refused(problem: string, cause?: unknown): AppError {
		const path = this.#withTilde(this.#fileIn(this.#folder()));
		return new AppError('COMMAND_LINE_REFUSED', { path, problem }, { cause });
	}
}

/** A terminal that starts it meanwhile finds the old one or the new one, whole. */
function replace(file: string, text: string): void {
	const made = `${file}.${randomBytes(6).toString('hex')}.new`;
	try {
		writeFileSync(made, text, { flag: 'wx', mode: 0o755 });
		renameSync(made, file);
	} finally {
		rmSync(made, { force: true });
	}
}

/** Null also where its folder cannot be looked into: then it cannot be written either, and that is said. */
function foundAt(file: string): Stats | null {
	try {
		return lstatSync(file, { throwIfNoEntry: false }) ?? null;
	} catch {
		return null;
	}
}

function isWritable(folder: string): boolean {
	try {
		accessSync(folder, constants.W_OK);
		return true;
	} catch {
		return false;
	}
}
