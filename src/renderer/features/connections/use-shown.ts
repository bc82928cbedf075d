import { useEffect, useMemo } from 'react';
import { sortConnections } from '../../../shared/list-order.ts';
import { tally, unpackTally } from '../../../shared/tally.ts';
import type { ConnectionView, DataCenterView } from '../../../shared/views.ts';
import { useData, useView } from '../../stores/app-context.ts';
import { filterConnections, filterCount } from './filtering.ts';
import { groupConnections, withCounts } from './grouping.ts';
import { prepareSearch } from './search.ts';

const noConnections: readonly ConnectionView[] = [];
const noDataCenters: readonly DataCenterView[] = [];

/** The connections that the view, its filters and the search leave, sorted and in their groups. Each step is done again only when what it needs changes. */
export function useShown() {
	const all = useData((state) => state.snapshot?.connections ?? noConnections);
	const dataCenters = useData((state) => state.snapshot?.dataCenters ?? noDataCenters);
	const groupBy = useData((state) => state.snapshot?.settings.groupBy ?? 'data center');
	const sortBy = useData((state) => state.snapshot?.settings.sortBy ?? 'alias');
	const view = useView((state) => state.view);
	const query = useView((state) => state.query);
	const filters = useView((state) => state.filters);

	const part = useData((state) => state.snapshot?.part ?? null);

	useEffect(() => prepareSearch(all), [all]);
	const sorted = useMemo(() => sortConnections(all, sortBy), [all, sortBy]);
	const shown = useMemo(() => filterConnections(sorted, view, query, filters), [sorted, view, query, filters]);
	const counts = useMemo(() => (part?.tally ? unpackTally(part.tally) : tally(all)), [part, all]);
	const groups = useMemo(() => {
		const found = groupConnections(shown, dataCenters, groupBy);
		return part ? withCounts(found, counts, groupBy) : found;
	}, [shown, dataCenters, groupBy, part, counts]);
	const isWhole = part === null;
	/** What is asked for may be among the rows that are not there yet. */
	const isLooking = !isWhole && (view.kind !== 'all' || query.trim() !== '' || filterCount(filters) > 0);
	return { all, dataCenters, shown, groups, groupBy, counts, isWhole, isLooking };
}
