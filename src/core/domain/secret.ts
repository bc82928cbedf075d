import { inspect } from 'node:util';

/**
 * A secret text: prints as "[secret]" in strings, JSON and `util.inspect`, so that a careless log line shows nothing.
 * `reveal` is the one way out.
 */
export class Secret {
	readonly #value: string;

	constructor(value: string) {
		this.#value = value;
	}

	/** The secret itself; call it only where it leaves for Zoho, the keychain or the person who asked. */
	reveal(): string {
		return this.#value;
	}

	toString(): string {
		return '[secret]';
	}

	toJSON(): string {
		return '[secret]';
	}

	[inspect.custom](): string {
		return '[secret]';
	}
}

// Zoho's tokens look like 1000.<hex>.<hex>. Anything that could break a header, a line or the keychain (keytar cuts at NUL) is refused.
const tokenShape = /^[\x21-\x7e]{1,1500}$/;

// A keychain entry is JSON of at most 2,400 bytes; quotes and backslashes count twice there.
const longestAsJson = 2000;

/** Whether a text can be a token or client secret: printable ASCII without spaces, at most 1,500 characters. */
export function isSecretText(text: string): boolean {
	return tokenShape.test(text) && JSON.stringify(text).length <= longestAsJson;
}
