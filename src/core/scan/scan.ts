import type { Finding, ScanReport } from './findings.ts';
import { type CountRecords, searchFile } from './search-file.ts';
import { type Entry, walk } from './walk.ts';

/**
 * Searches folders and files for Zoho tokens, client secrets and the token stores of Zoho's SDKs in plain text. Nothing is written, no
 * link is followed. What cannot be read is in the report. Throws the system's error for a root that is not there.
 */
export function scan(roots: readonly string[], countRecords: CountRecords): ScanReport {
	const scanning = new Scanning(countRecords);
	for (const entries of roots.map(walk)) for (const entry of entries) scanning.take(entry);
	return scanning.report;
}

class Scanning {
	readonly #countRecords: CountRecords;
	readonly #findings: Finding[] = [];
	readonly #tooBig: { path: string; bytes: number }[] = [];
	readonly #unreadable: { path: string; problem: string }[] = [];
	readonly #counts = { node_modules: 0, '.git/objects': 0, binary: 0, link: 0, special: 0 };
	#files = 0;
	#bytes = 0;

	constructor(countRecords: CountRecords) {
		this.#countRecords = countRecords;
	}

	take(entry: Entry): void {
		if (entry.kind === 'unreadable') this.#fail(entry.path, entry.cause);
		else if (entry.kind === 'file') this.#search(entry.path, entry.name);
		else this.#counts[entry.kind]++;
	}

	get report(): ScanReport {
		const { node_modules: nodeModules, '.git/objects': gitObjects, binary, link: links, special } = this.#counts;
		return {
			findings: this.#findings,
			files: this.#files,
			bytes: this.#bytes,
			skipped: {
				...{ nodeModules, gitObjects, binary, links, special },
				tooBig: this.#tooBig,
				unreadable: this.#unreadable,
			},
		};
	}

	#search(bytes: Buffer, name: string): void {
		try {
			const found = searchFile(bytes, name, this.#countRecords);
			const path = bytes.toString();
			switch (found.state) {
				case 'searched':
					this.#files++;
					this.#bytes += found.bytes;
					for (const one of found.findings) this.#findings.push({ path, ...one });
					return;
				case 'too big':
					this.#tooBig.push({ path, bytes: found.bytes });
					return;
				default:
					this.#counts[found.state]++;
			}
		} catch (error) {
			this.#fail(bytes, error);
		}
	}

	#fail(path: Buffer, cause: unknown): void {
		const problem = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
		this.#unreadable.push({ path: path.toString(), problem });
	}
}
