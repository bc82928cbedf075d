import { useEffect, useMemo } from 'react';
import type { ConnectionView, DataCenterView } from '../../../shared/views.ts';
import { useData, useView } from '../../stores/app-context.ts';
import { filterConnections } from './filtering.ts';
import { groupConnections, sortConnections } from './grouping.ts';
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

	useEffect(() => prepareSearch(all), [all]);
	const sorted = useMemo(() => sortConnections(all, sortBy), [all, sortBy]);
	const shown = useMemo(() => filterConnections(sorted, view, query, filters), [sorted, view, query, filters]);
	const groups = useMemo(() => groupConnections(shown, dataCenters, groupBy), [shown, dataCenters, groupBy]);
	return { all, dataCenters, shown, groups, groupBy };
}
