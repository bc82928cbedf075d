import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';
import { HintText } from './hint-text.tsx';
import styles from './notice.module.css';

interface NoticeProps {
	readonly tone: 'problem' | 'caution' | 'info';
	readonly message: string;
	readonly hint?: string;
	readonly title?: string;
	/** Screen readers say it at once. */
	readonly alert?: boolean;
	/** The button of the next step. */
	readonly children?: ReactNode;
	readonly className?: string | undefined;
}

/** What happened, and what to do next. */
export function Notice({ tone, message, hint, title, alert = false, children, className }: NoticeProps) {
	return (
		<div role={alert ? 'alert' : undefined} className={cx(styles.notice, styles[tone], className)}>
			<CircleAlert aria-hidden="true" size={16} strokeWidth={1.75} className={styles.icon} />
			<div className={styles.body}>
				{title ? <p className={styles.title}>{title}</p> : null}
				<p dir="auto" className={title ? undefined : styles.message}>
					{message}
				</p>
				{hint ? (
					<p dir="auto" className={styles.hint}>
						<HintText text={hint} />
					</p>
				) : null}
			</div>
			{children ? <div className={styles.acts}>{children}</div> : null}
		</div>
	);
}
