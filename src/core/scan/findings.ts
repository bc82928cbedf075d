/** What lies in plain text. */
export type FindingKind = 'token' | 'client-secret' | 'sdk-file-store' | 'sdk-database' | 'sdk-store-name';

/** A place where something lies in plain text; never the thing itself. */
export interface Finding {
	readonly path: string;
	/** From 1; null where a file has no lines (SQLite). */
	readonly line: number | null;
	readonly kind: FindingKind;
	/** The first 8 hex digits of its SHA-256, which tell same from different; null for a whole store. */
	readonly fingerprint: string | null;
	/** How many records a store holds; null for what is no store. */
	readonly records: number | null;
}

/** What was not looked at, and why. */
export interface Skipped {
	/** Folders `node_modules`. */
	readonly nodeModules: number;
	/** Folders `.git/objects`. */
	readonly gitObjects: number;
	/** Files with a NUL byte near their beginning. */
	readonly binary: number;
	readonly links: number;
	/** Pipes, sockets and devices. */
	readonly special: number;
	readonly tooBig: readonly { readonly path: string; readonly bytes: number }[];
	readonly unreadable: readonly { readonly path: string; readonly problem: string }[];
}

export interface ScanReport {
	readonly findings: readonly Finding[];
	/** How many files were searched. */
	readonly files: number;
	readonly bytes: number;
	readonly skipped: Skipped;
}
