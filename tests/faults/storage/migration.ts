import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { migrations } from '../../../src/core/adapters/sqlite/schema.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import type { StorageAct } from './act.ts';
import { pathsOf } from './scene.ts';

const row = "INSERT INTO setting (key, value) VALUES ('canary_ref', 'ref_kept')";

/** S09: the schema is of the one version or the other, and a row from before stays. */
export function migrating(version: number): StorageAct {
	return {
		answers: [],
		prepare: async (scene) => {
			const { database } = pathsOf(scene);
			mkdirSync(dirname(database), { recursive: true });
			const made = new BetterSqlite(database);
			made.pragma('journal_mode = wal');
			for (const sql of migrations.slice(0, version)) made.exec(sql);
			if (version > 0) made.exec(row);
			made.pragma(`user_version = ${version}`);
			made.close();
		},
		run: async (scene) => openSqliteStore(pathsOf(scene).database, { backups: true }).close(),
		look: async (scene) => {
			const { database } = pathsOf(scene);
			if (!existsSync(database)) return version === 0 ? 'before' : 'the database is gone';
			const db = new BetterSqlite(database);
			try {
				const health = db.pragma('integrity_check', { simple: true });
				if (health !== 'ok') return `integrity_check: ${health}`;
				const isKept = () => db.prepare("SELECT 1 FROM setting WHERE value = 'ref_kept'").get() !== undefined;
				if (version > 0 && !isKept()) return 'a row is lost';
				const found = Number(db.pragma('user_version', { simple: true }));
				if (found === migrations.length) return 'after';
				return found === version ? 'before' : `it is of version ${found}`;
			} finally {
				db.close();
			}
		},
	};
}
