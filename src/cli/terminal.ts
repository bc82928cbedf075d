import { createInterface } from 'node:readline/promises';
import { AppError } from '../core/domain/app-error.ts';
import { Secret } from '../core/domain/secret.ts';

const maxSecretBytes = 8 * 1024;

/** The streams of a command. Results go to stdout, talk to stderr, secrets come in on stdin. */
export class Terminal {
	readonly #stdin: NodeJS.ReadStream;
	readonly #stdout: NodeJS.WriteStream;
	readonly #stderr: NodeJS.WriteStream;

	constructor(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream) {
		this.#stdin = stdin;
		this.#stdout = stdout;
		this.#stderr = stderr;
		// `latchkey list | head` ends the pipe early: that is no error.
		stdout.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code !== 'EPIPE') throw error;
		});
	}

	/** Whether a person looks at the results. */
	get isInteractive(): boolean {
		return Boolean(this.#stdin.isTTY && this.#stderr.isTTY);
	}

	/** The width to fit tables to; null where the output goes to a pipe or file. */
	get columns(): number | null {
		return this.#stdout.isTTY ? this.#stdout.columns : null;
	}

	print(text: string): void {
		this.#stdout.write(`${text}\n`);
	}

	talk(text: string): void {
		this.#stderr.write(`${text}\n`);
	}

	/** A yes or no from the person; no where nobody can answer. */
	async confirm(question: string): Promise<boolean> {
		if (!this.isInteractive) return false;
		const lines = createInterface({ input: this.#stdin, output: this.#stderr });
		try {
			return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
		} finally {
			lines.close();
		}
	}

	/** The one line on stdin, without its line end. Throws USAGE where it is empty or too long. */
	async readSecret(what: string): Promise<Secret> {
		if (this.#stdin.isTTY) this.talk(`Type or paste the ${what}, then Enter and Ctrl-D:`);
		const chunks: Buffer[] = [];
		let size = 0;
		for await (const chunk of this.#stdin) {
			const bytes = Buffer.from(chunk);
			size += bytes.length;
			if (size > maxSecretBytes)
				throw new AppError('USAGE', { problem: `The ${what} on stdin is too long.`, command: '' });
			chunks.push(bytes);
		}
		const text = Buffer.concat(chunks).toString('utf8').trim();
		if (text === '') throw new AppError('USAGE', { problem: `There is no ${what} on stdin.`, command: '' });
		return new Secret(text);
	}
}
