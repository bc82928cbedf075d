import type { FocusEvent, KeyboardEvent, RefObject } from 'react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { GroupedVirtuosoHandle, ListRange } from 'react-virtuoso';
import { GroupedVirtuoso } from 'react-virtuoso';
import type { GroupBy } from '../../../shared/list-order.ts';
import type { ConnectionView, DataCenterView } from '../../../shared/views.ts';
import { useNow } from '../../lib/use-now.ts';
import { useApp, useData, useView } from '../../stores/app-context.ts';
import { reauthOf } from '../../stores/sign-ins.ts';
import { words } from '../../words.ts';
import styles from './connection-list.module.css';
import type { Pointing } from './connection-row.tsx';
import { ConnectionRow } from './connection-row.tsx';
import { GroupHeading } from './group-heading.tsx';
import type { Group } from './grouping.ts';
import { shortName } from './grouping.ts';
import { layOut, moveActive } from './list-layout.ts';
import { RowMenu } from './row-menu.tsx';

interface ConnectionListProps {
	readonly groups: readonly Group[];
	readonly groupBy: GroupBy;
	readonly dataCenters: readonly DataCenterView[];
	/** Whether all of a long list is there. */
	readonly isWhole: boolean;
	readonly gridRef: RefObject<HTMLDivElement | null>;
}

const page = 10;

/** All connections in their groups; only what is in sight is in the document. */
export function ConnectionList({ groups, groupBy, dataCenters, isWhole, gridRef }: ConnectionListProps) {
	const { view } = useApp();
	const layout = useMemo(() => layOut(groups), [groups]);
	const shortNames = useMemo(
		() => new Map(dataCenters.map((each) => [each.id, shortName(each, each.id)])),
		[dataCenters],
	);
	const signIns = useData((state) => state.signIns);
	const { selectedId, activeId, marked } = useView((state) => state);
	const select = useView((state) => state.select);
	const activate = useView((state) => state.activate);
	const virtuoso = useRef<GroupedVirtuosoHandle>(null);
	const wanted = useRef<string | null>(null);
	const [range, setRange] = useState<ListRange>({ startIndex: 0, endIndex: 50 });
	const [menu, setMenu] = useState<{ connection: ConnectionView; anchor: HTMLElement } | null>(null);
	const now = useNow();

	const active = useMemo(
		() =>
			activeId === null
				? 0
				: Math.max(
						0,
						layout.rows.findIndex(({ id }) => id === activeId),
					),
		[layout, activeId],
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

	// Rows are drawn again when one of their callbacks changes: these read the order of the list when they are called.
	const order = useRef(layout);
	order.current = layout;
	const onPoint = useCallback(
		(id: string, pointing: Pointing) => {
			const { toggleMark, markTo } = view.getState();
			if (pointing === 'toggle') toggleMark(id);
			else if (pointing === 'range')
				markTo(
					id,
					order.current.rows.map((row) => row.id),
				);
			else select(id);
		},
		[view, select],
	);
	const onMore = useCallback((connection: ConnectionView, anchor: HTMLElement) => setMenu({ connection, anchor }), []);

	/** Nothing while only a part of the list is there: half of it is not what was meant. */
	function markAll() {
		if (isWhole) view.getState().mark(layout.rows.map(({ id }) => id));
	}

	/** Whether the key was one of those that mark. */
	function marks({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
		const row = layout.rows[active];
		if (key.toLowerCase() === 'a' && (ctrlKey || metaKey)) markAll();
		else if (key === ' ' && row && target instanceof HTMLElement && target.role === 'row') onPoint(row.id, 'toggle');
		else return false;
		return true;
	}

	function onKeyDown(event: KeyboardEvent) {
		if (marks(event)) return event.preventDefault();
		const to = moveActive(event.key, active, layout.rows.length, page);
		if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		const row = layout.rows[to];
		if (row && event.shiftKey) onPoint(row.id, 'range');
		focusRow(to);
		// Open details follow the arrow keys, as long as they do not gather marks.
		if (row && selectedId !== null && view.getState().marked.size === 0) select(row.id);
	}

	// The grid itself has the focus only when the active row is out of sight: bring it back.
	const onFocus = (event: FocusEvent) => event.target === event.currentTarget && focusRow(active);

	return (
		<>
			<GroupedVirtuoso
				ref={virtuoso}
				scrollerRef={(element) => {
					gridRef.current = element instanceof HTMLDivElement ? element : null;
				}}
				role="grid"
				aria-label={words.list.label}
				aria-rowcount={isWhole ? layout.rows.length + groups.length : -1}
				aria-multiselectable="true"
				data-marking={marked.size > 0 || undefined}
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
					const { id, dataCenter } = connection;
					return (
						<ConnectionRow
							connection={connection}
							dataCenter={shortNames.get(dataCenter) ?? shortName(undefined, dataCenter)}
							showDataCenter={groupBy === 'customer'}
							reauth={reauthOf(signIns, id, now)}
							rowIndex={layout.rowIndexes[index] ?? 1}
							selected={id === selectedId && marked.size === 0}
							marked={marked.has(id)}
							active={index === active}
							onPoint={onPoint}
							onFocus={activate}
							onMore={onMore}
						/>
					);
				}}
			/>
			<RowMenu at={menu} onClose={() => setMenu(null)} />
		</>
	);
}
