import type { ReactNode } from 'react';
import type { ConnectionStatus } from '../../shared/views.ts';
import { cx } from '../lib/cx.ts';
import styles from './status-mark.module.css';

const cloud = 'M4.4 12a2.7 2.7 0 0 1-.3-5.4 3.9 3.9 0 0 1 7.5.5A2.5 2.5 0 0 1 11.4 12Z';

const ring = (
	<>
		<circle cx="8" cy="8" r="5" className={styles.track} />
		<path d="M8 3a5 5 0 0 1 5 5" className={styles.line} />
	</>
);

const shapes: Record<ConnectionStatus, ReactNode> = {
	pending: ring,
	connected: <circle cx="8" cy="8" r="4" className={styles.solid} />,
	unverified: <circle cx="8" cy="8" r="3.6" className={styles.line} />,
	needs_reauth: (
		<>
			<path d="M8 1.6 14.4 8 8 14.4 1.6 8Z" className={styles.solid} />
			<path d="M8 5v3.4M8 10.6v.2" className={styles.cutout} />
		</>
	),
	waiting: <path d="M5.8 4.5v7M10.2 4.5v7" className={cx(styles.line, styles.bold)} />,
	unreachable: (
		<>
			<path d={cloud} className={styles.line} />
			<path d="m3 3.2 10 10.4" className={styles.line} />
		</>
	),
	locked: (
		<>
			<rect x="3.6" y="7" width="8.8" height="6.2" rx="1.4" className={styles.solid} />
			<path d="M5.4 7V5.2a2.6 2.6 0 0 1 5.2 0V7" className={styles.line} />
		</>
	),
	revoke_queued: (
		<>
			<circle cx="8" cy="8" r="5" className={cx(styles.line, styles.dashed)} />
			<path d="M5.6 8h4.8" className={styles.line} />
		</>
	),
	revoked: (
		<>
			<circle cx="8" cy="8" r="5" className={styles.line} />
			<path d="m4.6 11.4 6.8-6.8" className={styles.line} />
		</>
	),
};

/** The status by shape and colour; the word always stands beside it. */
export function StatusMark({ status }: { readonly status: ConnectionStatus }) {
	return (
		<svg
			aria-hidden="true"
			width="16"
			height="16"
			viewBox="0 0 16 16"
			className={cx(styles.mark, styles[status], status === 'pending' && styles.moving)}
		>
			{shapes[status]}
		</svg>
	);
}
