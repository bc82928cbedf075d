import { memo, useState } from 'react';
import type { Tally } from '../../../shared/tally.ts';
import type { Snapshot } from '../../../shared/views.ts';
import { useLocked, useSetup, useSheets, useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { KeychainFoot } from '../keychain/keychain-foot.tsx';
import { SavedViewList } from './saved-view-list.tsx';
import styles from './sidebar.module.css';
import { SidebarItem } from './sidebar-item.tsx';

interface SetupItemProps {
	readonly label: string;
	readonly disabled?: boolean;
	readonly onClick: () => void;
}

const SetupItem = ({ label, disabled, onClick }: SetupItemProps) => (
	<li>
		<button type="button" disabled={disabled} className={styles.item} onClick={onClick}>
			<span className={styles.label}>{label}</span>
		</button>
	</li>
);

/** So many customers are in sight at first: a list of thousands is found by search. */
const mostCustomers = 30;

function Customers({ customers, customerCount }: Pick<Tally, 'customers' | 'customerCount'>) {
	const [whole, setWhole] = useState(false);
	const view = useView((state) => state.view);
	const all = [...customers];
	const shown = whole
		? all
		: all.filter(([name], place) => place < mostCustomers || (view.kind === 'customer' && view.name === name));
	return (
		<ul>
			{shown.map(([name, { count, attention }]) => (
				<SidebarItem key={name} kind="customer" of={name} label={name} count={count} attention={attention} />
			))}
			{customerCount > mostCustomers ? (
				<li>
					<button type="button" className={styles.item} aria-expanded={whole} onClick={() => setWhole(!whole)}>
						<span className={styles.fold}>
							{whole ? words.sidebar.fewerCustomers : words.sidebar.allCustomers(customerCount)}
						</span>
					</button>
				</li>
			) : null}
		</ul>
	);
}

interface SidebarProps {
	readonly snapshot: Snapshot | null;
	readonly counts: Tally;
}

function SidebarView({ snapshot, counts }: SidebarProps) {
	const { openApiClients, openDataCenters } = useSetup((state) => state);
	const show = useSheets((state) => state.show);
	const locked = useLocked();
	const dataCenters = (snapshot?.dataCenters ?? []).filter(({ id }) => counts.dataCenters.has(id));
	const savedViews = snapshot?.settings.savedViews ?? [];
	return (
		<aside className={styles.sidebar}>
			<h1 className={styles.brand}>{words.appName}</h1>
			<nav aria-label={words.sidebar.label} className={styles.nav}>
				<ul>
					<SidebarItem kind="all" label={words.sidebar.all} count={snapshot && counts.count} />
					<SidebarItem kind="attention" label={words.sidebar.attention} count={snapshot && counts.attention} urgent />
					<SidebarItem kind="pinned" label={words.sidebar.pinned} count={snapshot && counts.pinned} />
				</ul>
				{savedViews.length > 0 ? (
					<>
						<h2 className={styles.heading}>{words.savedViews.heading}</h2>
						<SavedViewList all={savedViews} />
					</>
				) : null}
				{dataCenters.length > 0 ? (
					<>
						<h2 className={styles.heading}>{words.sidebar.dataCenters}</h2>
						<ul>
							{dataCenters.map(({ id, name }) => (
								<SidebarItem
									key={id}
									kind="data-center"
									of={id}
									label={name}
									count={counts.dataCenters.get(id)?.count ?? 0}
									attention={counts.dataCenters.get(id)?.attention ?? 0}
								/>
							))}
						</ul>
					</>
				) : null}
				{counts.customerCount > 0 ? (
					<>
						<h2 className={styles.heading}>{words.sidebar.customers}</h2>
						<Customers {...counts} />
					</>
				) : null}
				<h2 className={styles.heading}>{words.sidebar.setup}</h2>
				<ul>
					<SetupItem label={words.sidebar.apiClientsSetup} disabled={locked} onClick={() => openApiClients()} />
					<SetupItem label={words.sidebar.dataCentersSetup} disabled={locked} onClick={() => openDataCenters()} />
					<SetupItem label={words.settings.open} disabled={locked} onClick={() => show('settings')} />
					<SetupItem label={words.palette.open} onClick={() => show('palette')} />
				</ul>
			</nav>
			{snapshot ? <KeychainFoot keychain={snapshot.keychain} practiceRunning={snapshot.practiceRunning} /> : null}
		</aside>
	);
}

/** The views: all, what needs attention, pinned, by data center, by customer, saved ones; and what connections stand on. */
export const Sidebar = memo(SidebarView);
