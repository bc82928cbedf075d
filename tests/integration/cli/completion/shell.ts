import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { completionScripts } from '../../../../src/cli/complete/scripts.ts';
import type { Cli } from '../cli-harness.ts';

type ShellName = 'bash' | 'zsh' | 'fish';

/** The shells that keys are typed into; the ones that are not installed here are skipped. */
export const shellNames: readonly ShellName[] = ['bash', 'zsh', 'fish'];

/** Whether this computer lacks a shell. */
export function lacks(shell: ShellName): boolean {
	return !(process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, shell)));
}

const interactive: Readonly<Record<ShellName, { readonly start: string; readonly setUp: string }>> = {
	bash: { start: 'bash --norc --noprofile -i', setUp: 'eval "$(latchkey completion bash)"' },
	zsh: { start: 'zsh -f -i', setUp: 'autoload -Uz compinit; compinit -D; eval "$(latchkey completion zsh)"' },
	fish: { start: 'fish --no-config -i', setUp: 'latchkey completion fish | source' },
};

/** A folder where `latchkey` is a program that completes for real and else writes down the words it was given. */
export class ShellLab {
	readonly folder: string;
	readonly #env: NodeJS.ProcessEnv;
	readonly #log: string;

	constructor(cli: Cli) {
		this.folder = mkdtempSync(join(tmpdir(), 'latchkey-shell-'));
		onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
		const [node, script] = cli.command;
		this.#log = join(this.folder, 'words');
		const program = join(this.folder, 'latchkey');
		writeFileSync(
			program,
			`#!/bin/sh
case $1 in
completion | __complete) exec '${node}' '${script}' "$@" ;;
esac
printf '%s\\0' "$@" >> '${this.#log}'
printf '\\001' >> '${this.#log}'
`,
		);
		chmodSync(program, 0o755);
		this.#env = {
			...{ PATH: `${this.folder}:${process.env.PATH}`, HOME: this.folder, LATCHKEY_HOME: cli.home, LC_ALL: 'C.UTF-8' },
			...{ TERM: 'dumb', INPUTRC: '/dev/null', PS1: '> ', XDG_CONFIG_HOME: this.folder, XDG_DATA_HOME: this.folder },
		};
	}

	/** What bash completes: the words as COMP_WORDS has them, the last one at the cursor. */
	complete(...words: readonly string[]): readonly string[] {
		const array = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
		const script = `COMP_WORDS=(latchkey ${array}); COMP_CWORD=${words.length}; _latchkey; printf '%s\\n' "\${COMPREPLY[@]}"`;
		const completed = execFileSync('bash', ['--norc', '-c', `${completionScripts.bash}\n${script}`], {
			...{ cwd: this.folder, env: this.#env, encoding: 'utf8' as const },
		});
		return completed.split('\n').filter(Boolean);
	}

	/** Types lines into an interactive shell, keys and all, and gives back the words that the program was given by each. */
	async type(shell: ShellName, lines: readonly string[]): Promise<readonly (readonly string[])[]> {
		const { start, setUp } = interactive[shell];
		const child = spawn('script', ['-qec', start, '/dev/null'], { cwd: this.folder, env: this.#env });
		let shown = '';
		child.stdout.on('data', (text) => (shown += text));
		const ended = new Promise((resolve) => child.once('close', resolve));
		try {
			// The marks are built by the shell, so that the echo of the line is not taken for its output.
			child.stdin.write(`${setUp}\recho re""ady\r`);
			await expect.poll(() => shown, { timeout: 15_000 }).toContain('ready');
			for (const [at, line] of lines.entries()) {
				child.stdin.write(`${line}\r`);
				await expect.poll(() => this.#given().length, { timeout: 10_000, message: `${line}\n${shown}` }).toBe(at + 1);
			}
			return this.#given();
		} finally {
			child.stdin.write('exit\r');
			const late = setTimeout(() => child.kill('SIGKILL'), 2000);
			await ended;
			clearTimeout(late);
		}
	}

	/** Whether something was run that no candidate may run: each would make such a file. */
	wasRun(): boolean {
		return readdirSync(this.folder).some((name) => name.includes('PWNED'));
	}

	#given(): readonly (readonly string[])[] {
		if (!existsSync(this.#log)) return [];
		const runs = readFileSync(this.#log, 'utf8').split('\u0001').slice(0, -1);
		return runs.map((run) => run.split('\0').slice(0, -1));
	}
}
