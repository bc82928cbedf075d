import type { FocusEvent, KeyboardEvent, RefObject } from 'react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { GroupedVirtuosoHandle, ListRange } from 'react-virtuoso';
import { GroupedVirtuoso } from 'react-virtuoso';
import type { DataCenterView } from '../../../shared/views.ts';
import { useNow } from '../../lib/use-now.ts';
import { useData, useView } from '../../stores/app-context.ts';
import { reauthOf } from '../../stores/sign-ins.ts';
import { words } from '../../words.ts';
import styles from './connection-list.module.css';
import { ConnectionRow } from './connection-row.tsx';
import { GroupHeading } from './group-heading.tsx';
import type { Group } from './grouping.ts';
import { shortName } from './grouping.ts';
import { layOut, moveActive } from './list-layout.ts';

interface ConnectionListProps {
	readonly groups: readonly Group[];
	readonly dataCenters: readonly DataCenterView[];
	readonly gridRef: RefObject<HTMLDivElement | null>;
}

const page = 10;

/** All connections by data center; only what is in sight is in the document. */
export function ConnectionList({ groups, dataCenters, gridRef }: ConnectionListProps) {
	const layout = useMemo(() => layOut(groups), [groups]);
	const signIns = useData((state) => state.signIns);
	const { selectedId, activeId } = useView((state) => state);
	const select = useView((state) => state.select);
	const activate = useView((state) => state.activate);
	const virtuoso = useRef<GroupedVirtuosoHandle>(null);
	const wanted = useRef<string | null>(null);
	const [range, setRange] = useState<ListRange>({ startIndex: 0, endIndex: 50 });
	const now = useNow();

	const active = Math.max(
		0,
		layout.rows.findIndex(({ id }) => id === activeId),
	);
	const activeInSight = active >= range.startIndex - groups.length && active <= range.endIndex;

	const focusRow = useCallback(
		(index: number) => {
			const row = layout.rows[index];
			if (!row) return;
			activate(row.id);
			wanted.current = row.id;
			// A row that had to be scrolled to is there a moment later; by then another key may have gone further.
			const focus = () => {
				const found = gridRef.current?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(row.id)}"]`);
				if (wanted.current === row.id) found?.focus();
			};
			virtuoso.current?.scrollIntoView({ index, done: () => requestAnimationFrame(focus) });
			focus();
		},
		[layout, activate, gridRef],
	);

	function onKeyDown(event: KeyboardEvent) {
		const to = moveActive(event.key, active, layout.rows.length, page);
		if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		focusRow(to);
		const row = layout.rows[to];
		if (row && selectedId !== null) select(row.id);
	}

	// The grid itself has the focus only when the active row is out of sight: bring it back.
	const onFocus = (event: FocusEvent) => event.target === event.currentTarget && focusRow(active);

	return (
		<GroupedVirtuoso
			ref={virtuoso}
			scrollerRef={(element) => {
				gridRef.current = element instanceof HTMLDivElement ? element : null;
			}}
			role="grid"
			aria-label={words.list.label}
			aria-rowcount={layout.rows.length + groups.length}
			tabIndex={activeInSight ? -1 : 0}
			className={styles.grid}
			groupCounts={layout.counts}
			defaultItemHeight={36}
			increaseViewportBy={200}
			rangeChanged={setRange}
			onKeyDown={onKeyDown}
			onFocus={onFocus}
			groupContent={(index) => {
				const group = groups[index];
				return group ? <GroupHeading group={group} rowIndex={layout.headings[index] ?? 1} /> : null;
			}}
			itemContent={(index) => {
				const connection = layout.rows[index];
				if (!connection) return null;
				const dataCenter = dataCenters.find(({ id }) => id === connection.dataCenter);
				return (
					<ConnectionRow
						connection={connection}
						dataCenter={shortName(dataCenter, connection.dataCenter)}
						reauth={reauthOf(signIns, connection.id, now)}
						rowIndex={layout.rowIndexes[index] ?? 1}
						selected={connection.id === selectedId}
						active={index === active}
						onSelect={select}
						onFocus={activate}
					/>
				);
			}}
		/>
	);
}
