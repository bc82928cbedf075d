import type { AuditRow } from '../../ports/store.ts';
import { audit, type Context } from '../context.ts';
import { type Offboarded, provedAct } from './offboard-one.ts';
import type { OffboardPlan } from './plan.ts';
import { type Copies, type Left, whatIsLeft } from './what-is-left.ts';

/** What stands at the end of an offboarding. */
export interface Conclusion {
	readonly complete: boolean;
	readonly left: readonly Left[];
	/** Connections of the customer that earlier runs proved and forgot; times are epoch milliseconds. */
	readonly earlier: readonly { readonly alias: string; readonly at: number }[];
	/** The rows of the log about all of these connections, and the one of this offboarding, which is the log's head. */
	readonly rows: readonly AuditRow[];
	readonly head: Pick<AuditRow, 'seq' | 'hash'>;
	/** The first row that somebody changed. */
	readonly firstBreak: number | null;
}

/** Writes the offboarding into the audit log and says what is left. `notDone`: how many connections it could not be done for. */
export function conclude(
	context: Context,
	plan: OffboardPlan,
	done: readonly Offboarded[],
	notDone: number,
	copies: Copies,
): Conclusion {
	const { store } = context;
	const left = whatIsLeft(context, plan, done, copies);
	const complete = notDone === 0 && left.every(({ state }) => state !== 'open');
	const revoked = done.filter(({ proof }) => proof.revoked).length;
	const { customer, connections } = plan;
	const counts = { connections: connections.length, revoked, complete: complete ? 'yes' : 'no' };
	const chain = store.transaction(() => {
		audit(context, 'customer offboarded', null, { customer, ...counts });
		return store.audit.chain();
	});
	context.emit({ type: 'store-changed' });
	const mine = new Set<string | null>(connections.map(({ id }) => id));
	const earlier = chain.filter((row) => isProvedOf(customer, row) && !mine.has(row.connection));
	const ids = new Set([...mine, ...earlier.map(({ connection }) => connection)]);
	const last = chain.at(-1);
	return {
		complete,
		left,
		earlier: earlier.map(({ details, at }) => ({ alias: String(details.alias), at })),
		rows: chain.filter((row) => ids.has(row.connection) || row === last),
		head: { seq: last?.seq ?? 0, hash: last?.hash ?? '' },
		firstBreak: store.audit.firstBreak(),
	};
}

function isProvedOf(customer: string, { act, details }: AuditRow): boolean {
	return act === provedAct && String(details.customer).toLowerCase() === customer.toLowerCase();
}
