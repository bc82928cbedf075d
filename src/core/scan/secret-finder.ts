import { createHash } from 'node:crypto';
import type { Finding } from './findings.ts';

/** A secret in a text. */
export type FoundSecret = Pick<Finding, 'kind' | 'line'> & { readonly fingerprint: string };

// 1004 begins what the device flow gives. A longer run of digits is something else.
const token = /100[04]\.[0-9a-fA-F]{32}\.[0-9a-fA-F]{32}(?![0-9a-zA-Z]|\.[0-9a-fA-F]{8})/g;
// Zoho's have 42 digits. Between name and value: quotes, brackets, line ends, or the next key of a list of variables.
const clientSecret = /(client[_-]?secret[^0-9a-z]{1,64}(?:value[^0-9a-z]{1,64})?)([0-9a-f]{40,50})(?![0-9a-z])/gi;
// In the pages of SQLite one value follows the other with nothing between.
const packedToken = /100[04]\.[0-9a-fA-F]{32}\.[0-9a-fA-F]{32}/g;
const clientId = /(?<![0-9A-Za-z.])1000\.[0-9A-Z]{10,64}(?![0-9A-Za-z]|\.[0-9a-fA-F])/;
const digitOrDot = /[0-9.]$/;
// A code that stands for a character may end in a digit: "%20", "\u0020".
const escaped = /(?:%[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2})$/;

/** How far from a client secret its client id may stand, in characters. */
const besides = 500;
/** More than a match with all that is read before or behind it. */
const margin = 1024;

/**
 * Finds Zoho's secrets in a text that comes in pieces, wherever a piece ends. It holds the last two kilobytes alone, however long the
 * lines are.
 */
export class SecretFinder {
	readonly #isPacked: boolean;
	/** What is held of the text; its first character stands on `#line`. */
	#held = '';
	#line = 1;
	/** Where in `#held` the search goes on. */
	#from = 0;

	/** `isPacked` for the bytes of SQLite, where a token has no edges. */
	constructor(isPacked = false) {
		this.#isPacked = isPacked;
	}

	/** What is found now that this piece is known; the last piece ends the text. */
	take(piece: string, isLast: boolean): readonly FoundSecret[] {
		this.#held += piece;
		const until = isLast ? this.#held.length : this.#held.length - margin;
		if (until <= this.#from) return [];
		const found = [...this.#tokens(until), ...this.#clientSecrets(until)].sort((one, other) => one.at - other.at);
		const secrets = this.#withLines(found);
		const end = Math.max(until, ...found.map(({ next }) => next));
		const cut = Math.max(0, end - margin);
		this.#line += lineEnds(this.#held, 0, cut);
		this.#held = this.#held.slice(cut);
		this.#from = end - cut;
		return secrets;
	}

	*#tokens(until: number): Generator<Match> {
		for (const { at, text } of this.#matches(this.#isPacked ? packedToken : token, until)) {
			const before = this.#held.slice(Math.max(0, at - 6), at);
			if (!this.#isPacked && digitOrDot.test(before) && !escaped.test(before)) continue;
			yield { kind: 'token', at, next: at + text.length, secret: text };
		}
	}

	*#clientSecrets(until: number): Generator<Match> {
		for (const { at, text, groups } of this.#matches(clientSecret, until)) {
			const [name = '', secret = ''] = groups;
			const next = at + text.length;
			if (!clientId.test(this.#held.slice(Math.max(0, at - besides), next + besides))) continue;
			yield { kind: 'client-secret', at: at + name.length, next, secret };
		}
	}

	*#matches(pattern: RegExp, until: number): Generator<{ at: number; text: string; groups: readonly string[] }> {
		pattern.lastIndex = this.#from;
		for (let match = pattern.exec(this.#held); match && match.index < until; match = pattern.exec(this.#held)) {
			const [text, ...groups] = match;
			const { lastIndex } = pattern;
			yield { at: match.index, text, groups };
			pattern.lastIndex = lastIndex;
		}
	}

	#withLines(matches: readonly Match[]): readonly FoundSecret[] {
		let line = this.#line;
		let at = 0;
		return matches.map((match) => {
			line += lineEnds(this.#held, at, match.at);
			at = match.at;
			return { kind: match.kind, line, fingerprint: fingerprintOf(match.secret) };
		});
	}
}

interface Match {
	readonly kind: 'token' | 'client-secret';
	readonly at: number;
	readonly next: number;
	readonly secret: string;
}

/** Zoho's secrets hold 160 random bits or more: nobody gets back from here to there. */
function fingerprintOf(secret: string): string {
	return createHash('sha256').update(secret).digest('hex').slice(0, 8);
}

function lineEnds(text: string, from: number, to: number): number {
	let count = 0;
	for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
	return count;
}
