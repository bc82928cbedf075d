import { Transform } from 'node:stream';
import type { Secret } from '../../core/domain/secret.ts';

const shown = Buffer.from('[secret]');

interface Found {
	readonly at: number;
	readonly length: number;
}

/** Secrets that must not show in what a program writes. */
export class SecretMask {
	readonly #secrets: Buffer[] = [];

	/** From now on in the streams that run already, too. */
	add(secret: Secret): void {
		const bytes = Buffer.from(secret.reveal());
		if (!this.#secrets.some((known) => known.equals(bytes))) this.#secrets.push(bytes);
	}

	/**
	 * Passes bytes on with "[secret]" in the place of each secret, wherever the chunks are cut. Holds back only what may be the beginning of
	 * one, so a prompt shows at once. A secret in another form (base64, split by an escape) is not found.
	 */
	stream(): Transform {
		let held: Buffer = Buffer.alloc(0);
		return new Transform({
			transform: (chunk: Buffer, _, done) => {
				const bytes = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
				const [ready, rest] = this.#masked(bytes);
				held = rest;
				done(null, ready);
			},
			flush: (done) => done(null, held),
		});
	}

	/** What can go on, and the end that may be the beginning of a secret. */
	#masked(bytes: Buffer): readonly [ready: Buffer, held: Buffer] {
		const parts: Buffer[] = [];
		let from = 0;
		for (let next = this.#find(bytes, from); next; next = this.#find(bytes, from)) {
			parts.push(bytes.subarray(from, next.at), shown);
			from = next.at + next.length;
		}
		const end = bytes.length - this.#begun(bytes.subarray(from));
		parts.push(bytes.subarray(from, end));
		return [Buffer.concat(parts), bytes.subarray(end)];
	}

	/** The first secret from a place on. */
	#find(bytes: Buffer, from: number): Found | null {
		let first: Found | null = null;
		for (const secret of this.#secrets) {
			const at = bytes.indexOf(secret, from);
			if (at >= 0 && (!first || at < first.at)) first = { at, length: secret.length };
		}
		return first;
	}

	/** How many of the last bytes may be the beginning of a secret. */
	#begun(bytes: Buffer): number {
		const longest = Math.max(0, ...this.#secrets.map(({ length }) => length - 1));
		for (let length = Math.min(longest, bytes.length); length > 0; length--) {
			const end = bytes.subarray(bytes.length - length);
			if (this.#secrets.some((secret) => secret.length > length && secret.subarray(0, length).equals(end)))
				return length;
		}
		return 0;
	}
}
