import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { root } from './root.ts';

export interface CliEnd {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** The built CLI on the same home as the app. */
export class Cli {
	readonly #home: string;

	constructor(home: string) {
		this.#home = home;
	}

	#start(args: readonly string[]) {
		return spawn(process.execPath, [join(root, 'out/cli/latchkey.cjs'), ...args], {
			env: { ...process.env, LATCHKEY_HOME: this.#home },
		});
	}

	/** Runs a command to its end. */
	async run(args: readonly string[], stdin = ''): Promise<CliEnd> {
		const child = this.#start(args);
		child.stdin.end(stdin);
		const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
		const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
		return { code, stdout, stderr };
	}

	/** Runs a command that has to work; gives the data of its JSON answer. */
	async json<T>(args: readonly string[], stdin = ''): Promise<T> {
		const { code, stdout, stderr } = await this.run([...args, '--json'], stdin);
		if (code !== 0) throw new Error(`latchkey ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`);
		return (JSON.parse(stdout) as { data: T }).data;
	}

	/** Begins a sign-in; gives the address for the browser and the end of the command. */
	async signIn(args: readonly string[]): Promise<{ url: string; end: Promise<number | null> }> {
		const child = this.#start([...args, '--no-browser']);
		child.stdin.end();
		child.stdout.resume();
		const end = new Promise<number | null>((resolve) => child.once('close', resolve));
		for await (const line of createInterface({ input: child.stderr })) {
			if (line.startsWith('http')) return { url: line, end };
		}
		throw new Error(`latchkey ${args.join(' ')} ended with ${await end} without an address`);
	}
}
