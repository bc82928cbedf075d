import { Pin } from 'lucide-react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { memo } from 'react';
import type { ConnectionView, SignInView } from '../../../shared/views.ts';
import { ColourDot } from '../../components/colour-dot.tsx';
import { EnvBadge } from '../../components/env-badge.tsx';
import { GridCell } from '../../components/grid-cell.tsx';
import { Name } from '../../components/name.tsx';
import { PracticeMark } from '../../components/practice-mark.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TagList } from '../../components/tag-list.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { TokenTime } from '../../components/token-time.tsx';
import { cx } from '../../lib/cx.ts';
import { focusKeeper } from '../../lib/keep-focus.ts';
import { orgName } from '../../lib/org-name.ts';
import { words } from '../../words.ts';
import styles from './connection-row.module.css';
import { RowActs } from './row-acts.tsx';
import { RowStatus } from './row-status.tsx';
import { RowWait } from './row-wait.tsx';

/** How a row is pointed at: alone, beside the others, or as the end of a range. */
export type Pointing = 'open' | 'toggle' | 'range';

interface ConnectionRowProps {
	readonly connection: ConnectionView;
	/** "EU", for the status. */
	readonly dataCenter: string;
	/** Whether the row must say it, because the heading does not. */
	readonly showDataCenter: boolean;
	readonly reauth: SignInView | null;
	readonly rowIndex: number;
	/** Whether its details are open. */
	readonly selected: boolean;
	/** Whether it is meant by acts on many. */
	readonly marked: boolean;
	/** Whether the arrow keys stand on it. */
	readonly active: boolean;
	readonly onPoint: (id: string, pointing: Pointing) => void;
	readonly onFocus: (id: string) => void;
	readonly onMore: (connection: ConnectionView, anchor: HTMLElement) => void;
}

// A token that may still be cached is of no use where the sign-in is not accepted or cannot be read.
const tokenless = new Set<ConnectionView['status']>(['needs_reauth', 'revoked', 'revoke_queued', 'locked']);

const pointingOf = ({ shiftKey, ctrlKey, metaKey }: MouseEvent): Pointing =>
	shiftKey ? 'range' : ctrlKey || metaKey ? 'toggle' : 'open';

function ConnectionRowView(props: ConnectionRowProps) {
	const { connection, dataCenter, reauth, rowIndex, selected, marked, active, onPoint, onFocus, onMore } = props;
	const { id, alias, status, environment, user, org } = connection;
	const hasToken = !tokenless.has(status) && (status !== 'pending' || connection.accessTokenExpiresAt !== null);

	const fromControl = (target: EventTarget) => target instanceof Element && target.closest('button, label') !== null;
	const onClick = (event: MouseEvent) => fromControl(event.target) || onPoint(id, pointingOf(event));
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.target !== event.currentTarget || event.key !== 'Enter') return;
		event.preventDefault();
		onPoint(id, 'open');
	};

	return (
		// biome-ignore lint/a11y/useSemanticElements: rows of a virtual grid cannot be rows of a table.
		<div
			role="row"
			aria-rowindex={rowIndex}
			aria-selected={marked || selected}
			tabIndex={active ? 0 : -1}
			data-row-id={id}
			{...focusKeeper}
			className={cx(
				styles.row,
				styles[environment],
				status === 'revoked' && styles.revoked,
				status === 'needs_reauth' && styles.calls,
				marked && styles.marked,
			)}
			onClick={onClick}
			onKeyDown={onKeyDown}
			onFocus={() => onFocus(id)}
		>
			<GridCell className={styles.alias}>
				<label className={styles.check}>
					<input
						type="checkbox"
						aria-label={words.marks.mark(alias)}
						tabIndex={-1}
						checked={marked}
						onChange={(event) =>
							onPoint(id, event.nativeEvent instanceof PointerEvent && event.nativeEvent.shiftKey ? 'range' : 'toggle')
						}
					/>
				</label>
				<StatusMark status={reauth ? 'pending' : status} />
				<Name text={alias} className={styles.aliasText} />
				{connection.colour ? <ColourDot colour={connection.colour} /> : null}
				{connection.pinned ? (
					<span className={styles.pin} title={words.list.pinned}>
						<Pin aria-hidden="true" size={12} strokeWidth={1.75} />
						<span className="visually-hidden">{words.list.pinned}</span>
					</span>
				) : null}
				{connection.practice ? <PracticeMark /> : null}
				<span className={styles.tags}>
					<TagList tags={connection.tags} />
				</span>
			</GridCell>
			<GridCell className={styles.org}>
				<Name text={orgName(connection)} {...(org.name.trim() === '' ? { title: words.list.nameUnknown } : {})} />
				{props.showDataCenter ? <span className={styles.dataCenter}>{dataCenter}</span> : null}
			</GridCell>
			<GridCell className={styles.env}>
				<EnvBadge environment={environment} />
			</GridCell>
			<GridCell className={styles.user}>
				<Name text={user.email || user.name} />
			</GridCell>
			<GridCell className={styles.token}>
				{hasToken ? <TokenTime expiresAt={connection.accessTokenExpiresAt} /> : null}
			</GridCell>
			<RowStatus connection={connection} dataCenter={dataCenter} reauth={reauth} focusable={active} />
			<GridCell className={styles.checked}>
				<TimeAgo at={connection.lastCheckedAt} />
			</GridCell>
			<GridCell className={styles.acts}>
				{reauth ? (
					<RowWait signIn={reauth} focusable={active} />
				) : (
					<RowActs connection={connection} focusable={active} onMore={onMore} />
				)}
			</GridCell>
		</div>
	);
}

/** One connection in one line. */
export const ConnectionRow = memo(ConnectionRowView);
