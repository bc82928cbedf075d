import type { Core } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import type { ConnectionStatus, ConnectionView } from '../shared/views.ts';
import type { OptionSpec, Typed } from './command.ts';

// A record, so that the compiler misses a status that is not here.
const statuses: Readonly<Record<ConnectionStatus, true>> = {
	pending: true,
	connected: true,
	unverified: true,
	needs_reauth: true,
	waiting: true,
	unreachable: true,
	locked: true,
	revoke_queued: true,
	revoked: true,
};

/** Options that pick connections by what they are. */
export const filterOptions = {
	'data-center': { type: 'string', value: 'ID', help: 'only those of one data center' },
	customer: { type: 'string', value: 'NAME', help: 'only those of one customer' },
	tag: { type: 'string', value: 'TAG', help: 'only those with a tag' },
	status: { type: 'string', value: 'STATUS', help: 'only those with a status, such as needs_reauth' },
} as const satisfies Record<string, OptionSpec>;

/** Whether a filter was given. */
export function hasFilter(typed: Typed): boolean {
	return Object.keys(filterOptions).some((option) => typed.text(option) !== null);
}

/** The connections that the filters leave. Throws USAGE for a status, and DATA_CENTER_UNKNOWN for a data center, that does not exist. */
export function filtered(core: Core, typed: Typed, command: string): readonly ConnectionView[] {
	const dataCenter = typed.text('data-center')?.toLowerCase() ?? null;
	const customer = typed.text('customer')?.trim().toLowerCase() ?? null;
	const tag = typed.text('tag')?.trim().toLowerCase() ?? null;
	const status = typed.text('status');
	if (status !== null && !Object.hasOwn(statuses, status)) {
		const problem = `--status takes one of ${Object.keys(statuses).join(', ')}.`;
		throw new AppError('USAGE', { problem, command });
	}
	const connections = core.connections.list();
	// A data center that was removed here may still have connections.
	const isKnown = (id: string) =>
		core.dataCenters.list().some((one) => one.id === id) || connections.some((one) => one.dataCenter === id);
	if (dataCenter !== null && !isKnown(dataCenter))
		throw new AppError('DATA_CENTER_UNKNOWN', { id: dataCenter.slice(0, 60) });
	return connections.filter(
		(one) =>
			(dataCenter === null || one.dataCenter === dataCenter) &&
			(customer === null || one.customer?.toLowerCase() === customer) &&
			(tag === null || one.tags.includes(tag)) &&
			(status === null || one.status === status),
	);
}
