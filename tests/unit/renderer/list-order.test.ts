import { expect, it } from 'vitest';
import { groupConnections, withCounts } from '../../../src/renderer/features/connections/grouping.ts';
import { firstShown, sortConnections } from '../../../src/shared/list-order.ts';
import { settings } from '../../../src/shared/settings.ts';
import { packTally, tally, unpackTally } from '../../../src/shared/tally.ts';
import { connectionStatus } from '../../../src/shared/views.ts';
import { at, connection, dataCenter } from './fixtures.ts';

const dataCenters = [dataCenter('us', 'United States'), dataCenter('eu', 'Europe')];
const statuses = connectionStatus.options;
const all = Array.from({ length: 90 }, (_, place) =>
	connection({
		id: String(place),
		alias: `org-${(place * 37) % 90}`,
		dataCenter: ['eu', 'us', 'gone'][place % 3] ?? 'eu',
		customer: place % 4 === 0 ? null : `Customer ${place % 11}`,
		status: statuses[place % statuses.length] ?? 'connected',
		lastCheckedAt: place % 5 === 0 ? null : at(-((place * 7919) % 1000) * 1000),
	}),
);

const orders = settings.shape.groupBy.options.flatMap((groupBy) =>
	settings.shape.sortBy.options.map((sortBy) => ({ groupBy, sortBy })),
);

it.each(orders)('what is sent first is what the window shows first: $groupBy, $sortBy', ({ groupBy, sortBy }) => {
	const shown = groupConnections(sortConnections(all, sortBy), dataCenters, groupBy).flatMap((group) => [
		...group.connections,
	]);
	for (const count of [1, 13, 45, 90, 200])
		expect(firstShown(all, dataCenters, { groupBy, sortBy }, count)).toEqual(shown.slice(0, count));
});

it.each(orders.filter(({ sortBy }) => sortBy === 'alias'))(
	'headings say what the whole list counts, where a part of it is there: $groupBy',
	({ groupBy, sortBy }) => {
		const whole = groupConnections(sortConnections(all, sortBy), dataCenters, groupBy);
		const first = firstShown(all, dataCenters, { groupBy, sortBy }, 40);
		const counts = unpackTally(packTally(tally(all), 40));
		const part = withCounts(groupConnections(first, dataCenters, groupBy), counts, groupBy);
		expect(part.length).toBeGreaterThan(1);
		expect(part.map(({ name, count, attention }) => ({ name, count, attention }))).toEqual(
			whole.slice(0, part.length).map(({ name, count, attention }) => ({ name, count, attention })),
		);
	},
);
