import { rmSync } from 'node:fs';
import { AppError } from '../../domain/app-error.ts';
import { removeRow } from './backup-file.ts';
import { Database } from './database.ts';

const migrations: readonly string[] = [
	`
	-- The vault's own key, sealed under the key that a passphrase gives. 'digest' (SHA-256 of the row) tells damage from a wrong passphrase.
	CREATE TABLE vault_key (
		id INTEGER PRIMARY KEY CHECK (id = 1),
		kdf TEXT NOT NULL CHECK (json_valid(kdf)),
		salt BLOB NOT NULL,
		sealed BLOB NOT NULL,
		digest BLOB NOT NULL
	) STRICT;

	CREATE TABLE entry (ref TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
	`,
];

/** The row with the vault's sealed key. */
export interface SealedKeyRow {
	/** The name of the function and its cost, as JSON. */
	readonly kdf: string;
	readonly salt: Buffer;
	readonly sealed: Buffer;
	readonly digest: Buffer;
}

/** The rows of a passphrase vault, in an SQLite file of their own: no backup of the database holds them. Throws AppError STORE_*. */
export class SealedEntries {
	readonly #db: Database;
	#hasLeft = false;

	/** Opens or creates the file. */
	constructor(path: string, db = Database.open(path, { migrations })) {
		this.#db = db;
	}

	/** Looks into a file that nobody writes, without changing it; false where it is no whole vault. */
	static look(path: string, isGood: (entries: SealedEntries) => boolean): boolean {
		return Database.look(path, migrations, (db) => isGood(new SealedEntries(path, db)));
	}

	/** Takes an entry out of a copy; one that is too damaged for it holds nothing that could be restored. */
	static removeFrom(path: string, ref: string): void {
		removeRow(path, 'DELETE FROM entry WHERE ref = ?', ref);
	}

	all(): readonly { readonly ref: string; readonly sealed: Buffer }[] {
		return this.#db.all<{ ref: string; sealed: Buffer }>('SELECT ref, sealed FROM entry');
	}

	/** Writes everything to a file of its own (0600), whole and good or not at all. */
	copyTo(path: string, isGood: (copy: SealedEntries) => boolean): void {
		this.#db.copyTo(path, (copy) => SealedEntries.look(copy, isGood));
	}

	key(): SealedKeyRow | null {
		return this.#db.get<SealedKeyRow>('SELECT kdf, salt, sealed, digest FROM vault_key');
	}

	/** All or nothing. */
	transaction<T>(act: () => T): T {
		return this.#db.transaction(act);
	}

	count(): number {
		return this.#db.get<{ rows: number }>('SELECT count(*) AS rows FROM entry')?.rows ?? 0;
	}

	/** In the place of the one that is there; every entry must be sealed anew in the same transaction. */
	putKey(row: SealedKeyRow): void {
		this.#db.run('DELETE FROM vault_key');
		this.addKey(row);
		this.#hasLeft = true;
	}

	/** Fails where there is one: the entries could not be opened any more. */
	addKey({ kdf, salt, sealed, digest }: SealedKeyRow): void {
		this.#db.run(
			'INSERT INTO vault_key (id, kdf, salt, sealed, digest) VALUES (1, ?, ?, ?, ?)',
			kdf,
			salt,
			sealed,
			digest,
		);
	}

	get(ref: string): Buffer | null {
		return this.#db.get<{ sealed: Buffer }>('SELECT sealed FROM entry WHERE ref = ?', ref)?.sealed ?? null;
	}

	put(ref: string, sealed: Buffer): void {
		this.#db.run(
			'INSERT INTO entry (ref, sealed) VALUES (?, ?) ON CONFLICT (ref) DO UPDATE SET sealed = excluded.sealed',
			ref,
			sealed,
		);
	}

	remove(ref: string): void {
		this.#db.run('DELETE FROM entry WHERE ref = ?', ref);
		this.#hasLeft = true;
	}

	/** Outside a transaction: nothing of what was removed stays in the file or its log. */
	tidy(): void {
		if (!this.#hasLeft) return;
		this.#db.pragma('wal_checkpoint(TRUNCATE)');
		this.#hasLeft = false;
	}

	/** As `tidy`, after what is done already: what the disk does not clear now goes when the file is next closed. */
	tryTidy(): void {
		try {
			this.tidy();
		} catch (error) {
			if (!(error instanceof AppError && error.code === 'STORE_FAILED')) throw error;
		}
	}

	close(): void {
		this.#db.close();
	}
}

/** Removes a vault whose entries lie elsewhere now. */
export function removeSealedEntries(path: string): void {
	for (const ending of ['', '-wal', '-shm', '-users', '-checked']) rmSync(`${path}${ending}`, { force: true });
}
