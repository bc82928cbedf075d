import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { CloudOff } from 'lucide-react';
import { useMemo, useRef } from 'react';
import styles from './app.module.css';
import { Button } from './components/button.tsx';
import { Notice } from './components/notice.tsx';
import { ToastList } from './components/toast-list.tsx';
import { ApiClientsSheet } from './features/api-clients/api-clients-sheet.tsx';
import { ConnectSheet } from './features/connect/connect-sheet.tsx';
import { WaitingStrip } from './features/connect/waiting-strip.tsx';
import { Blank } from './features/connections/blank.tsx';
import { ConnectionList } from './features/connections/connection-list.tsx';
import { Empty, NothingShown } from './features/connections/empty.tsx';
import { filterConnections } from './features/connections/filtering.ts';
import { groupConnections } from './features/connections/grouping.ts';
import { ListFoot } from './features/connections/list-foot.tsx';
import { Sidebar } from './features/connections/sidebar.tsx';
import { Skeleton } from './features/connections/skeleton.tsx';
import { Toolbar } from './features/connections/toolbar.tsx';
import { DataCentersSheet } from './features/data-centers/data-centers-sheet.tsx';
import { DetailsPane } from './features/details/details-pane.tsx';
import { KeychainBanner } from './features/keychain/keychain-banner.tsx';
import { PracticeStrip } from './features/practice/practice-strip.tsx';
import { cx } from './lib/cx.ts';
import { useData, useView } from './stores/app-context.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { words } from './words.ts';

/** The whole window. */
export function AppView() {
	const { snapshot, error, load } = useData((state) => state);
	const { view, query, selectedId, select } = useView((state) => state);
	const searchRef = useRef<HTMLInputElement>(null);
	const gridRef = useRef<HTMLDivElement>(null);
	const paneRef = useRef<HTMLElement>(null);

	const all = snapshot?.connections ?? [];
	const dataCenters = snapshot?.dataCenters ?? [];
	const shown = useMemo(() => filterConnections(all, view, query), [all, view, query]);
	const groups = useMemo(() => groupConnections(shown, dataCenters), [shown, dataCenters]);
	const selected = all.find(({ id }) => id === selectedId);
	const dataCenterOf = (id: string) => dataCenters.find((each) => each.id === id);
	const practiceOnly = shown.length > 0 && shown.every(({ practice }) => practice);

	const focusList = () => gridRef.current?.querySelector<HTMLElement>('[data-row-id][tabindex="0"]')?.focus();
	const closeDetails = () => {
		focusList();
		select(null);
	};
	useShortcuts({ searchRef, onEscape: closeDetails });

	const tryAgain = (
		<Button size="small" onClick={() => void load()}>
			{words.list.tryAgain}
		</Button>
	);

	return (
		<CSPProvider disableStyleElements>
			<Tooltip.Provider delay={500}>
				<div className={styles.window}>
					{practiceOnly ? <PracticeStrip /> : null}
					<div className={cx(styles.panes, selected && styles.withDetails)}>
						<Sidebar snapshot={snapshot} />
						<main className={styles.main}>
							{all.length > 0 || (snapshot === null && error === null) ? (
								<Toolbar searchRef={searchRef} platform={snapshot?.platform ?? ''} onLeave={focusList} />
							) : null}
							{snapshot ? <KeychainBanner keychain={snapshot.keychain} /> : null}
							{snapshot && error ? (
								<Notice
									tone="caution"
									className={styles.stale}
									title={words.list.stale}
									message={error.message}
									hint={error.hint}
								>
									{tryAgain}
								</Notice>
							) : null}
							<WaitingStrip nameOf={(id) => dataCenterOf(id)?.name ?? id} />
							{snapshot === null && error === null ? <Skeleton /> : null}
							{snapshot === null && error ? (
								<Blank
									alert
									icon={<CloudOff aria-hidden="true" size={24} strokeWidth={1.5} />}
									title={words.list.loadFailed}
									text={`${error.message} ${error.hint}`}
								>
									{tryAgain}
								</Blank>
							) : null}
							{snapshot && all.length === 0 ? <Empty /> : null}
							{all.length > 0 && shown.length === 0 ? <NothingShown /> : null}
							{shown.length > 0 ? <ConnectionList groups={groups} dataCenters={dataCenters} gridRef={gridRef} /> : null}
							{all.length > 0 ? <ListFoot shown={shown} all={all} /> : null}
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
				{snapshot ? <ConnectSheet snapshot={snapshot} /> : null}
				{snapshot ? <ApiClientsSheet snapshot={snapshot} /> : null}
				{snapshot ? <DataCentersSheet snapshot={snapshot} /> : null}
				<ToastList />
			</Tooltip.Provider>
		</CSPProvider>
	);
}
