const header =
	/^(?:\u00ef\u00bb\u00bf|\ufeff)?"?id"?,"?user_(?:name|mail)"?,"?client_id"?,"?client_secret"?,"?refresh_token"?,/;

/** Whether a text begins as the token file of a Zoho SDK does. */
export function isSdkFileStore(beginning: string): boolean {
	return header.test(beginning);
}

/** Counts the records of such a file, which comes in pieces: the lines that are not empty, the header aside. */
export class RecordCounter {
	#lines = 0;
	#isBlank = true;

	take(piece: string): void {
		for (const [at, line] of piece.split('\n').entries()) {
			if (at > 0) this.#isBlank = true;
			if (this.#isBlank && line.trim() !== '') {
				this.#isBlank = false;
				this.#lines++;
			}
		}
	}

	get records(): number {
		return Math.max(0, this.#lines - 1);
	}
}
