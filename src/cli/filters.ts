import { AppError } from '../core/domain/app-error.ts';
import type { Lists } from '../core/read-lists.ts';
import type { ConnectionStatus, ConnectionView, Environment } from '../shared/views.ts';
import type { OptionSpec, Typed } from './command.ts';
import { environmentNamed } from './environment-names.ts';

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

const environments: Readonly<Record<Environment, true>> = {
	production: true,
	sandbox: true,
	developer: true,
	unknown: true,
};

/** Options that pick connections by what they are. */
export const filterOptions = {
	'data-center': { type: 'string', value: 'ID', takes: 'data-center', help: 'only those of one data center' },
	customer: { type: 'string', value: 'NAME', takes: 'customer', help: 'only those of one customer' },
	tag: { type: 'string', value: 'TAG', takes: 'tag', help: 'only those with a tag' },
	environment: {
		type: 'string',
		value: 'NAME',
		takes: Object.keys(environments),
		reads: environmentNamed,
		help: 'only production (shown as PROD), sandbox, developer or unknown ones',
	},
	status: {
		type: 'string',
		value: 'STATUS',
		takes: Object.keys(statuses),
		// "needs-reauth" is near enough.
		reads: (text) => text.toLowerCase().replaceAll('-', '_'),
		help: 'only those with a status, such as needs_reauth',
	},
} as const satisfies Record<string, OptionSpec>;

/** How a command that takes many connections is written. */
export const bulkForm =
	'ALIAS... | --all | --customer NAME | --data-center ID | --tag TAG | --environment NAME | --status STATUS';

/** How a command that works on one connection is written. */
export const oneForm = 'ALIAS | --customer NAME | --data-center ID | --tag TAG | --environment NAME | --status STATUS';

/** What a person must know of such a command. */
export const oneNote =
	'Filters in place of a name must leave one connection: where several match, or none, nothing is done and the matches are named.';

/** Whether a filter was given. */
export function hasFilter(typed: Typed): boolean {
	return Object.keys(filterOptions).some((option) => typed.text(option) !== null);
}

/** Whether --all or a filter stands in place of names, for a command that takes many connections. */
export function isPickedOtherwise(typed: Typed): boolean {
	return typed.flag('all') || hasFilter(typed);
}

/** The connections that the filters leave. Throws DATA_CENTER_UNKNOWN for a data center that does not exist. */
export function filtered(
	{ connections: { list }, dataCenters }: Pick<Lists, 'connections' | 'dataCenters'>,
	typed: Typed,
): readonly ConnectionView[] {
	const dataCenter = typed.text('data-center')?.toLowerCase() ?? null;
	const customer = typed.text('customer')?.trim().toLowerCase() ?? null;
	const tag = typed.text('tag')?.trim().toLowerCase() ?? null;
	const [status, environment] = [typed.text('status'), typed.text('environment')];
	const connections = list();
	// A data center that was removed here may still have connections.
	const isKnown = (id: string) =>
		dataCenters.list().some((one) => one.id === id) || connections.some((one) => one.dataCenter === id);
	if (dataCenter !== null && !isKnown(dataCenter))
		throw new AppError('DATA_CENTER_UNKNOWN', { id: dataCenter.slice(0, 60) });
	return connections.filter(
		(one) =>
			(dataCenter === null || one.dataCenter === dataCenter) &&
			(customer === null || one.customer?.toLowerCase() === customer) &&
			(tag === null || one.tags.includes(tag)) &&
			(environment === null || one.environment === environment) &&
			(status === null || one.status === status),
	);
}
