import { passphraseOfFile } from '../core/adapters/vault/passphrase-file.ts';
import { AppError } from '../core/domain/app-error.ts';
import { shortestPassphrase } from '../core/domain/passphrase.ts';
import type { Secret } from '../core/domain/secret.ts';
import type { Terminal } from './terminal.ts';

const tries = 3;

/**
 * Passphrases as a run of the CLI gets them: by --passphrase-stdin, from the file that LATCHKEY_PASSPHRASE_FILE names, or from the person,
 * in this order. Never from an argument or the environment, which other programs can read.
 */
export class Passphrases {
	readonly #terminal: Terminal;
	readonly #onStdin: boolean;
	#known: Secret | null = null;
	#asked = 0;

	constructor(terminal: Terminal, onStdin: boolean) {
		this.#terminal = terminal;
		this.#onStdin = onStdin;
	}

	/** That of the vault; a person may try three times. Null: nobody is there to ask. */
	readonly ofVault = async (wrong: boolean): Promise<Secret | null> => {
		if (this.#known && !wrong) return this.#known;
		// What was wrong came from a pipe or a file, or too often.
		if (wrong && (this.#asked === 0 || this.#asked >= tries)) return null;
		if (wrong) this.#terminal.talk('That passphrase is not right.');
		const given = wrong ? null : await this.#given('passphrase of the vault', '');
		if (!given && !this.#terminal.mayAsk) return null;
		if (!given) this.#asked++;
		this.#known = given ?? (await this.#terminal.readSecret('passphrase of the vault', ''));
		return this.#known;
	};

	/** One that opens a file. Rejects with USAGE where nobody can say it. */
	async ofFile(command: string): Promise<Secret> {
		if (this.#onStdin || this.#terminal.mayAsk) return this.#terminal.readSecret('passphrase of the bundle', command);
		throw nobodyToAsk(command);
	}

	/** A new one, typed twice by a person. Rejects with USAGE where it is too short, the two differ, or nobody can say it. */
	async chosen(what: string, command: string, mayBeInFile: boolean): Promise<Secret> {
		const given = mayBeInFile ? await this.#given(what, command) : await this.#onPipe(what, command);
		if (!given && !this.#terminal.mayAsk) throw nobodyToAsk(command);
		const first = given ?? (await this.#terminal.readSecret(`new ${what}`, command));
		if (first.reveal().length < shortestPassphrase)
			throw new AppError('USAGE', { problem: `A passphrase has at least ${shortestPassphrase} characters.`, command });
		const again = given ?? (await this.#terminal.readSecret('same once more', command));
		if (first.reveal() !== again.reveal())
			throw new AppError('USAGE', { problem: 'The two are not the same; nothing was changed.', command });
		return first;
	}

	/** From now on this is the vault's. */
	remember(passphrase: Secret): void {
		this.#known = passphrase;
	}

	async #given(what: string, command: string): Promise<Secret | null> {
		return (await this.#onPipe(what, command)) ?? (await passphraseOfFile(false));
	}

	async #onPipe(what: string, command: string): Promise<Secret | null> {
		return this.#onStdin && !this.#terminal.isInteractive ? this.#terminal.readSecret(what, command) : null;
	}
}

function nobodyToAsk(command: string): AppError {
	return new AppError('USAGE', {
		problem: 'Nobody can be asked here: give the passphrase by --passphrase-stdin.',
		command,
	});
}
