import type { Context } from './context.ts';

/** One row of the audit log as a person may read it. */
export interface Activity {
	readonly at: string;
	readonly act: string;
	readonly detail: string;
}

const newest = 50;

/** The last rows of the audit log about a connection, the newest first. */
export function activityOf({ store }: Pick<Context, 'store'>, connection: string): readonly Activity[] {
	return store.audit.lastOf(connection, newest).map(({ at, act, details }) => ({
		at: new Date(at).toISOString(),
		act,
		detail: Object.entries(details)
			.map(([name, value]) => `${name}: ${value}`)
			.join(', '),
	}));
}
