import { useMemo } from 'react';
import type { Snapshot } from '../../../shared/views.ts';
import { Name } from '../../components/name.tsx';
import { cx } from '../../lib/cx.ts';
import { useSetup, useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { KeychainFoot } from '../keychain/keychain-foot.tsx';
import type { View } from './filtering.ts';
import { sameView, tally } from './filtering.ts';
import styles from './sidebar.module.css';

interface ItemProps {
	readonly view: View;
	readonly label: string;
	/** Null: not known yet. */
	readonly count: number | null;
	readonly urgent?: boolean;
}

function Item({ view, label, count, urgent = false }: ItemProps) {
	const current = useView((state) => sameView(state.view, view));
	const show = useView((state) => state.show);
	return (
		<li>
			<button
				type="button"
				aria-current={current ? 'page' : undefined}
				className={styles.item}
				onClick={() => show(view)}
			>
				<Name text={label} className={styles.label} />
				{count === null ? null : (
					<span className={cx(styles.count, urgent && count > 0 && styles.urgent)}>
						<span aria-hidden="true">{count}</span>
						<span className="visually-hidden">, {words.sidebar.count(count)}</span>
					</span>
				)}
			</button>
		</li>
	);
}

interface SetupItemProps {
	readonly label: string;
	readonly onClick: () => void;
}

const SetupItem = ({ label, onClick }: SetupItemProps) => (
	<li>
		<button type="button" className={styles.item} onClick={onClick}>
			<span className={styles.label}>{label}</span>
		</button>
	</li>
);

/** The views: all, what needs attention, by data center, by customer; and what connections stand on. */
export function Sidebar({ snapshot }: { readonly snapshot: Snapshot | null }) {
	const { openApiClients, openDataCenters } = useSetup((state) => state);
	const counts = useMemo(() => tally(snapshot?.connections ?? []), [snapshot]);
	const dataCenters = (snapshot?.dataCenters ?? []).filter(({ id }) => counts.dataCenters.has(id));
	return (
		<aside className={styles.sidebar}>
			<h1 className={styles.brand}>{words.appName}</h1>
			<nav aria-label={words.sidebar.label} className={styles.nav}>
				<ul>
					<Item view={{ kind: 'all' }} label={words.sidebar.all} count={snapshot && counts.all} />
					<Item
						view={{ kind: 'attention' }}
						label={words.sidebar.attention}
						count={snapshot && counts.attention}
						urgent
					/>
				</ul>
				{dataCenters.length > 0 ? <h2 className={styles.heading}>{words.sidebar.dataCenters}</h2> : null}
				{dataCenters.length > 0 ? (
					<ul>
						{dataCenters.map(({ id, name }) => (
							<Item key={id} view={{ kind: 'data-center', id }} label={name} count={counts.dataCenters.get(id) ?? 0} />
						))}
					</ul>
				) : null}
				{counts.customers.size > 0 ? <h2 className={styles.heading}>{words.sidebar.customers}</h2> : null}
				{counts.customers.size > 0 ? (
					<ul>
						{[...counts.customers].map(([name, count]) => (
							<Item key={name} view={{ kind: 'customer', name }} label={name} count={count} />
						))}
					</ul>
				) : null}
				<h2 className={styles.heading}>{words.sidebar.setup}</h2>
				<ul>
					<SetupItem label={words.sidebar.apiClientsSetup} onClick={() => openApiClients()} />
					<SetupItem label={words.sidebar.dataCentersSetup} onClick={() => openDataCenters()} />
				</ul>
			</nav>
			{snapshot ? <KeychainFoot keychain={snapshot.keychain} practiceRunning={snapshot.practiceRunning} /> : null}
		</aside>
	);
}
