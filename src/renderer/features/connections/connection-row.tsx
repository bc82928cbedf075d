import type { KeyboardEvent, MouseEvent } from 'react';
import { memo } from 'react';
import type { ConnectionView, SignInView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { EnvBadge } from '../../components/env-badge.tsx';
import { GridCell } from '../../components/grid-cell.tsx';
import { Name } from '../../components/name.tsx';
import { PracticeMark } from '../../components/practice-mark.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TokenTime } from '../../components/token-time.tsx';
import { cx } from '../../lib/cx.ts';
import { focusKeeper } from '../../lib/keep-focus.ts';
import { exactTime } from '../../lib/time.ts';
import { useNow } from '../../lib/use-now.ts';
import { useActs, useData, useView } from '../../stores/app-context.ts';
import { isParked } from '../../stores/parked.ts';
import { words } from '../../words.ts';
import styles from './connection-row.module.css';
import { RowActs } from './row-acts.tsx';
import { RowWait } from './row-wait.tsx';
import { statusWords } from './status-words.ts';

interface ConnectionRowProps {
	readonly connection: ConnectionView;
	/** "EU", for the status. */
	readonly dataCenter: string;
	readonly reauth: SignInView | null;
	readonly rowIndex: number;
	readonly selected: boolean;
	/** Whether the arrow keys stand on it. */
	readonly active: boolean;
	readonly onSelect: (id: string) => void;
	readonly onFocus: (id: string) => void;
}

// A token that may still be cached is of no use where the sign-in is not accepted or cannot be read.
const tokenless = new Set<ConnectionView['status']>(['needs_reauth', 'revoked', 'revoke_queued', 'locked']);

function ConnectionRowView(props: ConnectionRowProps) {
	const { connection, dataCenter, reauth, rowIndex, selected, active, onSelect, onFocus } = props;
	const { id, alias, status, environment, org, user, lastCheckedAt } = connection;
	const said = statusWords(connection, dataCenter, useNow());
	const exact = lastCheckedAt === null ? said.full : `${said.full} (${exactTime(lastCheckedAt)})`;
	const hasToken = !tokenless.has(status) && (status !== 'pending' || connection.accessTokenExpiresAt !== null);

	const failed = useActs((state) => state.problems[id]);
	const other = useData(({ snapshot }) => failed && snapshot?.connections.find((each) => each.id === failed.parkedId));
	// Once the other one was checked, revoked or forgotten, the row speaks of its own connection again.
	const isOpen = failed?.parkedId === null || (other !== undefined && isParked(other));
	const wrongOrg = !reauth && isOpen && failed?.error.code === 'WRONG_ORG' ? failed : null;
	const reveal = useView((state) => state.reveal);

	const fromButton = (target: EventTarget) => target instanceof Element && target.closest('button') !== null;
	const onClick = (event: MouseEvent) => fromButton(event.target) || onSelect(id);
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return;
		event.preventDefault();
		onSelect(id);
	};

	return (
		// biome-ignore lint/a11y/useSemanticElements: rows of a virtual grid cannot be rows of a table.
		<div
			role="row"
			aria-rowindex={rowIndex}
			aria-selected={selected}
			tabIndex={active ? 0 : -1}
			data-row-id={id}
			{...focusKeeper}
			className={cx(styles.row, styles[environment], status === 'revoked' && styles.revoked)}
			onClick={onClick}
			onKeyDown={onKeyDown}
			onFocus={() => onFocus(id)}
		>
			<GridCell className={styles.alias}>
				<StatusMark status={reauth ? 'pending' : status} />
				<Name text={alias} className={styles.aliasText} />
				{connection.practice ? (
					<span className={styles.practice}>
						<PracticeMark />
					</span>
				) : null}
			</GridCell>
			<GridCell className={styles.org}>
				<Name text={org.name} />
			</GridCell>
			<GridCell className={styles.env}>
				<EnvBadge environment={environment} />
			</GridCell>
			<GridCell className={styles.user}>
				<Name text={user.email} />
			</GridCell>
			<GridCell className={styles.token}>
				{hasToken ? <TokenTime expiresAt={connection.accessTokenExpiresAt} /> : null}
			</GridCell>
			<GridCell className={styles.status} title={reauth ? words.status.pending : (wrongOrg?.error.message ?? exact)}>
				{reauth ? words.status.pending : null}
				{wrongOrg ? (
					<>
						<span>{words.status.otherOrg}</span>
						{wrongOrg.parkedId ? (
							<Button
								size="small"
								tone="quiet"
								className={styles.showOther}
								tabIndex={active ? 0 : -1}
								aria-label={words.acts.of(words.details.showOther, alias)}
								onClick={() => reveal(wrongOrg.parkedId ?? id)}
							>
								{words.acts.show}
							</Button>
						) : null}
					</>
				) : null}
				{reauth || wrongOrg ? null : (
					<>
						<span className={styles.full}>{said.full}</span>
						<span className={styles.short}>{said.short}</span>
					</>
				)}
			</GridCell>
			<GridCell className={styles.acts}>
				{reauth ? (
					<RowWait signIn={reauth} focusable={active} />
				) : (
					<RowActs connection={connection} focusable={active} />
				)}
			</GridCell>
		</div>
	);
}

/** One connection in one line. */
export const ConnectionRow = memo(ConnectionRowView);
