import { listBackups } from '../../core/adapters/sqlite/backups.ts';
import type { Paths } from '../../core/adapters/system/paths.ts';
import type { Core } from '../../core/create-core.ts';
import type { BackupsView } from '../../shared/views.ts';
import type { Handlers } from './handler-table.ts';

/** One that was asked for within this time is one of now: a page that asks without end fills no disk. */
const freshMs = 10_000;

/** The backups of the database, which hold no secret. */
export function backupHandlers(core: Core, paths: Pick<Paths, 'database'>): Pick<Handlers, 'backups' | 'backUpNow'> {
	const view = (): BackupsView => {
		const all = listBackups(paths.database);
		return { count: all.length, newestAt: all[0] ? new Date(all[0].madeAt).toISOString() : null };
	};
	return {
		backups: view,
		backUpNow: () => {
			const last = listBackups(paths.database).find(({ kind }) => kind === 'manual');
			if (!last || Math.abs(Date.now() - last.madeAt) > freshMs) core.backups.make(null);
			return view();
		},
	};
}
