import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { buildCli } from './built-cli.ts';

/** How a run of the CLI ended. */
export interface Ran {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunOptions {
	readonly input?: string;
	/** Leaves stdin open, for a run that is answered while it waits. */
	readonly keepStdin?: boolean;
	readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The JSON envelope; its keys are checked by `Cli.json`. */
export interface Envelope<Data> {
	readonly schemaVersion: number;
	readonly ok: boolean;
	readonly data: Data;
	readonly warnings: readonly string[];
	readonly error: { readonly code: string; readonly message: string; readonly hint: string } | null;
}

/** A run that is under way. */
export interface Running {
	readonly child: ChildProcessWithoutNullStreams;
	readonly ended: Promise<Ran>;
	/** What stands on stderr so far. */
	stderr(): string;
	/** Resolves with the first line on stderr that matches. Rejects when the run ends before. */
	line(pattern: RegExp): Promise<string>;
	/** The authorization URL: the one line that begins with http. */
	url(): Promise<string>;
}

const built = new Map<'cli', ReturnType<typeof buildCli>>();

/** Removes what was built; for `afterAll`. */
export async function removeBuiltCli(): Promise<void> {
	(await built.get('cli'))?.remove();
	built.clear();
}

/** The built CLI with a data folder of its own that goes when the test ends. */
export class Cli {
	readonly home: string;
	/** Every run so far, for the search for secrets. */
	readonly runs: { readonly args: readonly string[]; readonly ran: Ran }[] = [];
	readonly #script: string;

	private constructor(script: string) {
		this.#script = script;
		this.home = mkdtempSync(join(tmpdir(), 'latchkey-cli-'));
		onTestFinished(() => rmSync(this.home, { recursive: true, force: true }));
	}

	static async open(): Promise<Cli> {
		const building = built.get('cli') ?? buildCli();
		built.set('cli', building);
		return new Cli((await building).script);
	}

	/** For runs through another program, such as a shell. */
	get command(): readonly [node: string, script: string] {
		return [process.execPath, this.#script];
	}

	start(args: readonly string[], { input, keepStdin = false, env = {} }: RunOptions = {}): Running {
		const child = spawn(process.execPath, [this.#script, ...args], {
			env: { ...process.env, NODE_OPTIONS: '', LATCHKEY_HOME: this.home, DISPLAY: '', WAYLAND_DISPLAY: '', ...env },
		});
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
		child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
		// A command that does not read its stdin may be gone before it is written.
		child.stdin.on('error', () => undefined);
		if (!keepStdin) child.stdin.end(input ?? '');
		const ended = new Promise<Ran>((resolve) => {
			child.once('close', (code) => {
				const ran = { code, stdout, stderr };
				this.runs.push({ args, ran });
				resolve(ran);
			});
		});
		const line = async (pattern: RegExp): Promise<string> => {
			for (;;) {
				const found = stderr.split('\n').find((one, at, all) => at < all.length - 1 && pattern.test(one));
				if (found !== undefined) return found;
				const over = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10))]);
				if (over) throw new Error(`ended before ${pattern}: ${stderr}${stdout}`);
			}
		};
		return { child, ended, stderr: () => stderr, line, url: () => line(/^http/) };
	}

	run(args: readonly string[], options?: RunOptions): Promise<Ran> {
		return this.start(args, options).ended;
	}

	/** Runs with --json; checks the form of the envelope and the exit code. */
	async json<Data = unknown>(args: readonly string[], code = 0, options?: RunOptions): Promise<Envelope<Data>> {
		const ran = await this.run([...args, '--json'], options);
		expect(ran.code, `${args.join(' ')}\n${ran.stderr}${ran.code === 0 ? '' : ran.stdout}`).toBe(code);
		return envelopeOf<Data>(ran);
	}
}

/** The envelope of a run: exactly one line on stdout, with exactly these keys. */
export function envelopeOf<Data>({ stdout, code }: Ran): Envelope<Data> {
	expect(stdout).toMatch(/^[^\n]+\n$/);
	const envelope: Envelope<Data> = JSON.parse(stdout);
	expect(Object.keys(envelope)).toEqual(['schemaVersion', 'ok', 'data', 'warnings', 'error']);
	expect(envelope.schemaVersion).toBe(1);
	expect(envelope.ok).toBe(code === 0);
	if (envelope.error) {
		expect(Object.keys(envelope.error)).toEqual(['code', 'message', 'hint']);
		expect(envelope.data).toBeNull();
	}
	return envelope;
}
