import { Check, Copy, Ellipsis, KeyRound, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ConnectionView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { cx } from '../../lib/cx.ts';
import { keepFocus } from '../../lib/keep-focus.ts';
import type { Act } from '../../stores/acts-store.ts';
import { useActs, useLocked } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './row-acts.module.css';

interface RowActsProps {
	readonly connection: ConnectionView;
	readonly focusable: boolean;
	/** Opens the menu with all that can be done, at the button. */
	readonly onMore: (connection: ConnectionView, anchor: HTMLElement) => void;
}

const size = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** The acts of a row. Their place is always kept, so nothing moves when they appear. */
export function RowActs({ connection, focusable, onMore }: RowActsProps) {
	const { id, alias, status } = connection;
	const busy = useActs((state) => state.busy[id]);
	const justCopied = useActs((state) => state.copied?.id === id);
	const run = useActs((state) => state.run);
	const locked = useLocked();
	const tabIndex = focusable ? 0 : -1;

	if (locked) return null;

	const more = (
		<IconButton
			light
			label={words.acts.more}
			name={words.acts.of(words.acts.more, alias)}
			icon={<Ellipsis {...size} />}
			tabIndex={tabIndex}
			className={styles.act}
			aria-haspopup="menu"
			onClick={(event) => onMore(connection, event.currentTarget)}
		/>
	);

	if (status === 'needs_reauth') {
		return (
			<div className={styles.acts}>
				<Button
					tone="primary"
					size="small"
					tabIndex={tabIndex}
					aria-disabled={busy !== undefined}
					aria-label={words.acts.of(words.acts.reauth, alias)}
					onClick={(event) => {
						keepFocus(event);
						void run('reauth', connection);
					}}
				>
					<span className={styles.full}>{words.acts.reauth}</span>
					<span className={styles.short}>{words.acts.reauthShort}</span>
				</Button>
				{more}
			</div>
		);
	}

	const button = (act: Act, label: string, icon: ReactNode) => (
		<IconButton
			light
			label={label}
			name={words.acts.of(label, alias)}
			icon={icon}
			tabIndex={tabIndex}
			className={styles.act}
			aria-disabled={busy !== undefined}
			onClick={(event) => {
				if (act === 'reauth') keepFocus(event);
				void run(act, connection);
			}}
		/>
	);
	const live = status !== 'revoked' && status !== 'revoke_queued';
	return (
		<div className={cx(styles.acts, styles.shy, busy !== undefined && styles.busy)}>
			{live ? button('copyToken', words.acts.copyToken, justCopied ? <Check {...size} /> : <Copy {...size} />) : null}
			{live
				? button(
						'refresh',
						words.acts.refresh,
						<RefreshCw {...size} className={cx(busy === 'refresh' && styles.turning)} />,
					)
				: null}
			{button('reauth', words.acts.reauth, <KeyRound {...size} />)}
			{more}
		</div>
	);
}
