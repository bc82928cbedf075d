import { useShallow } from 'zustand/react/shallow';
import { isParked } from '../../../shared/needs-attention.ts';
import type { ConnectionView, SignInView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { GridCell } from '../../components/grid-cell.tsx';
import { cx } from '../../lib/cx.ts';
import { explain } from '../../lib/explain.ts';
import { exactTime } from '../../lib/time.ts';
import { useNow } from '../../lib/use-now.ts';
import { useActs, useBulk, useData, useView } from '../../stores/app-context.ts';
import { rowBulk } from '../../stores/bulk-store.ts';
import { words } from '../../words.ts';
import styles from './connection-row.module.css';
import { statusWords } from './status-words.ts';

interface RowStatusProps {
	readonly connection: ConnectionView;
	readonly dataCenter: string;
	readonly reauth: SignInView | null;
	readonly focusable: boolean;
}

/** The status in words; before it what a sign-in or an act on many says about the row. */
export function RowStatus({ connection, dataCenter, reauth, focusable }: RowStatusProps) {
	const { id, alias, lastCheckedAt } = connection;
	const said = statusWords(connection, dataCenter, useNow());
	const exact = lastCheckedAt === null ? said.full : `${said.full} (${exactTime(lastCheckedAt)})`;
	const bulk = useBulk(useShallow((state) => rowBulk(state.runs, id)));
	const failed = useActs((state) => state.problems[id]);
	const other = useData(
		({ snapshot }) => failed && snapshot?.connections.find(({ id: each }) => each === failed.other?.id),
	);
	// Once the other one was checked, revoked or forgotten, the row speaks of its own connection again.
	const isOpen = !failed?.other?.parked || (other !== undefined && isParked(other));
	const wrongOrg = isOpen && failed?.error.code === 'WRONG_ORG' ? failed : null;
	const reveal = useView((state) => state.reveal);

	if (reauth) {
		return (
			<GridCell className={styles.status} title={words.status.pending}>
				<span>{words.status.pending}</span>
			</GridCell>
		);
	}
	if (bulk) {
		const text = bulk.error ? words.bulk.rowFailed[bulk.act] : words.bulk.rowQueued[bulk.act];
		return (
			<GridCell
				className={cx(styles.status, bulk.error && styles.failed)}
				title={bulk.error ? explain(bulk.error).message : text}
			>
				<span>{text}</span>
			</GridCell>
		);
	}
	if (wrongOrg) {
		return (
			<GridCell className={styles.status} title={explain(wrongOrg.error).message}>
				<span>{words.status.otherOrg}</span>
				{other ? (
					<Button
						size="small"
						tone="quiet"
						className={styles.showOther}
						tabIndex={focusable ? 0 : -1}
						aria-label={words.acts.of(words.details.showOther, alias)}
						onClick={() => reveal(other.id)}
					>
						{words.acts.show}
					</Button>
				) : null}
			</GridCell>
		);
	}
	return (
		<GridCell className={styles.status} title={exact}>
			<span className={styles.full}>{said.full}</span>
			<span className={styles.short}>{said.short}</span>
		</GridCell>
	);
}
