import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { CloudOff } from 'lucide-react';
import { useRef } from 'react';
import styles from './app.module.css';
import { Button } from './components/button.tsx';
import { Notice } from './components/notice.tsx';
import { ToastList } from './components/toast-list.tsx';
import { BulkStrip } from './features/bulk/bulk-strip.tsx';
import { MarksBar } from './features/bulk/marks-bar.tsx';
import { WaitingStrip } from './features/connect/waiting-strip.tsx';
import { Blank } from './features/connections/blank.tsx';
import { ConnectionList } from './features/connections/connection-list.tsx';
import { Empty, NothingShown } from './features/connections/empty.tsx';
import { FilterStrip } from './features/connections/filter-strip.tsx';
import { ListFoot } from './features/connections/list-foot.tsx';
import { Sidebar } from './features/connections/sidebar.tsx';
import { Skeleton } from './features/connections/skeleton.tsx';
import { Toolbar } from './features/connections/toolbar.tsx';
import { useShown } from './features/connections/use-shown.ts';
import { DetailsPane } from './features/details/details-pane.tsx';
import { KeychainBanner } from './features/keychain/keychain-banner.tsx';
import { LockBar } from './features/lock/lock-bar.tsx';
import { LockScreen } from './features/lock/lock-screen.tsx';
import { OfflineList } from './features/network/offline-places.tsx';
import { PracticeStrip } from './features/practice/practice-strip.tsx';
import { cx } from './lib/cx.ts';
import { explain } from './lib/explain.ts';
import { Sheets } from './sheets.tsx';
import { useData, useView } from './stores/app-context.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { words } from './words.ts';

/** The whole window. */
export function AppView() {
	const { snapshot, error, load } = useData((state) => state);
	const selectedId = useView((state) => state.selectedId);
	const select = useView((state) => state.select);
	const marking = useView((state) => state.marked.size > 0);
	const clearMarks = useView((state) => state.clearMarks);
	const { all, dataCenters, shown, groups, groupBy, counts, isWhole, isLooking } = useShown();
	const searchRef = useRef<HTMLInputElement>(null);
	const gridRef = useRef<HTMLDivElement>(null);
	const paneRef = useRef<HTMLElement>(null);

	const selected = selectedId === null ? undefined : all.find(({ id }) => id === selectedId);
	const dataCenterOf = (id: string) => dataCenters.find((each) => each.id === id);
	const practiceOnly = isWhole && shown.length > 0 && shown.every(({ practice }) => practice);

	const focusList = () => gridRef.current?.querySelector<HTMLElement>('[data-row-id][tabindex="0"]')?.focus();
	const closeDetails = () => {
		focusList();
		select(null);
	};
	// The last thing that was begun is left first.
	useShortcuts({ searchRef, onEscape: marking ? clearMarks : closeDetails });

	const tryAgain = (
		<Button size="small" onClick={() => void load()}>
			{words.list.tryAgain}
		</Button>
	);

	if (snapshot?.locked && !snapshot.settings.listWhileLocked) {
		return (
			<CSPProvider disableStyleElements>
				<LockScreen />
				<ToastList />
			</CSPProvider>
		);
	}
	return (
		<CSPProvider disableStyleElements>
			<Tooltip.Provider delay={500}>
				<div className={styles.window}>
					{snapshot?.locked ? <LockBar /> : null}
					{practiceOnly ? <PracticeStrip /> : null}
					<div className={cx(styles.panes, selected && styles.withDetails)}>
						<Sidebar snapshot={snapshot} counts={counts} />
						<main className={styles.main}>
							{all.length > 0 || (snapshot === null && error === null) ? (
								<Toolbar searchRef={searchRef} onLeave={focusList} />
							) : null}
							{snapshot ? <KeychainBanner keychain={snapshot.keychain} /> : null}
							<OfflineList all={all} />
							{snapshot && error ? (
								<Notice tone="caution" className={styles.stale} title={words.list.stale} {...explain(error)}>
									{tryAgain}
								</Notice>
							) : null}
							{all.length > 0 ? <FilterStrip /> : null}
							<WaitingStrip nameOf={(id) => dataCenterOf(id)?.name ?? id} />
							{(snapshot === null || isLooking) && error === null ? <Skeleton /> : null}
							{snapshot === null && error ? (
								<Blank
									alert
									icon={<CloudOff aria-hidden="true" size={24} strokeWidth={1.5} />}
									title={words.list.loadFailed}
									text={`${explain(error).message} ${explain(error).hint}`}
								>
									{tryAgain}
								</Blank>
							) : null}
							{snapshot && all.length === 0 ? <Empty /> : null}
							{all.length > 0 && shown.length === 0 && !isLooking ? <NothingShown /> : null}
							{shown.length > 0 && !isLooking ? (
								<ConnectionList {...{ groups, groupBy, dataCenters, isWhole, gridRef }} />
							) : null}
							<MarksBar shown={shown} />
							<BulkStrip />
							{all.length > 0 ? <ListFoot shown={shown} all={all} count={counts.count} /> : null}
						</main>
						{selected ? (
							<DetailsPane
								connection={selected}
								dataCenter={dataCenterOf(selected.dataCenter)}
								paneRef={paneRef}
								onClose={closeDetails}
							/>
						) : null}
					</div>
				</div>
				{snapshot ? <Sheets snapshot={snapshot} searchRef={searchRef} /> : null}
				<ToastList />
			</Tooltip.Provider>
		</CSPProvider>
	);
}
