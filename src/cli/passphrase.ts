import { passphraseOfFile } from '../core/adapters/vault/passphrase-file.ts';
import { AppError } from '../core/domain/app-error.ts';
import { Secret } from '../core/domain/secret.ts';
import { passphraseLength } from '../shared/passphrase-length.ts';
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

	/** A new one for the vault. Rejects with USAGE where it is too short, the two typed differ, or nobody can say it. */
	async newForVault(command: string): Promise<Secret> {
		const what = 'passphrase of the vault';
		const given = await this.#given(what, command);
		this.#known = longEnough(given ?? (await this.#typedTwice(what, command, '--passphrase-stdin')), command);
		return this.#known;
	}

	/** The old one and a new one for the vault. On stdin they are two lines. Rejects as `newForVault`. */
	async changeOfVault(command: string): Promise<{ readonly before: Secret; readonly after: Secret }> {
		const usage = (problem: string) => new AppError('USAGE', { problem, command });
		if (this.#onStdin && !this.#terminal.isInteractive) {
			const text = (await this.#terminal.readSecret('two passphrases', command)).reveal();
			const [before = '', after = '', ...more] = text.split(/\r?\n/).map((line) => line.trim());
			if (before === '' || after === '' || more.length > 0)
				throw usage('Write the old passphrase on the first line of stdin and the new one on the second.');
			return { before: new Secret(before), after: this.#taken(longEnough(new Secret(after), command)) };
		}
		if (!this.#terminal.mayAsk) throw nobodyToAsk(command, '--passphrase-stdin');
		const before = await this.#terminal.readSecret('old passphrase of the vault', command);
		const after = longEnough(await this.#typedTwice('passphrase of the vault', command, '--passphrase-stdin'), command);
		return { before, after: this.#taken(after) };
	}

	/** A new one that opens the file of the vault, too, where its keychain entry is gone. Rejects as `newForVault`. */
	async newForRecovery(command: string): Promise<Secret> {
		const what = 'recovery passphrase';
		const given = await this.#onPipe(what, command);
		return longEnough(given ?? (await this.#typedTwice(what, command, '--passphrase-stdin')), command);
	}

	/** That one, to use it. Rejects with USAGE where nobody can say it. */
	async ofRecovery(command: string): Promise<Secret> {
		const what = 'recovery passphrase';
		const given = await this.#onPipe(what, command);
		if (!given && !this.#terminal.mayAsk) throw nobodyToAsk(command, '--passphrase-stdin');
		return given ?? this.#terminal.readSecret(what, command);
	}

	/** A new one for a bundle. Rejects as `newForVault`. */
	async newForBundle(command: string, onStdin: boolean): Promise<Secret> {
		const what = 'passphrase of the bundle';
		const given = onStdin ? await this.#terminal.readSecret(what, command) : null;
		return longEnough(given ?? (await this.#typedTwice(what, command, '--bundle-passphrase-stdin')), command);
	}

	/** That of a bundle. Rejects with USAGE where nobody can say it. */
	async ofBundle(command: string, onStdin: boolean): Promise<Secret> {
		if (onStdin || this.#terminal.mayAsk) return this.#terminal.readSecret('passphrase of the bundle', command);
		throw nobodyToAsk(command, '--bundle-passphrase-stdin');
	}

	/** What opens the vault from now on in this run. */
	#taken(passphrase: Secret): Secret {
		this.#known = passphrase;
		return passphrase;
	}

	async #typedTwice(what: string, command: string, option: string): Promise<Secret> {
		if (!this.#terminal.mayAsk) throw nobodyToAsk(command, option);
		const first = await this.#terminal.readSecret(`new ${what}`, command);
		const again = await this.#terminal.readSecret('same once more', command);
		if (first.reveal() === again.reveal()) return first;
		throw new AppError('USAGE', { problem: 'The two are not the same; nothing was changed.', command });
	}

	async #given(what: string, command: string): Promise<Secret | null> {
		return (await this.#onPipe(what, command)) ?? (await passphraseOfFile(false));
	}

	async #onPipe(what: string, command: string): Promise<Secret | null> {
		return this.#onStdin && !this.#terminal.isInteractive ? this.#terminal.readSecret(what, command) : null;
	}
}

function longEnough(passphrase: Secret, command: string): Secret {
	if (passphrase.reveal().length >= passphraseLength.least) return passphrase;
	throw new AppError('USAGE', { problem: `A passphrase has at least ${passphraseLength.least} characters.`, command });
}

function nobodyToAsk(command: string, option: string): AppError {
	return new AppError('USAGE', { problem: `Nobody can be asked here: give the passphrase by ${option}.`, command });
}
