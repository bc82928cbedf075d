import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../lib/cx.ts';
import { useOffline } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './offline-line.module.css';

interface OfflineLineProps {
	/** What that means for the place where it stands. */
	readonly text: string;
	/** A strip over the whole width, a box among others, or a box below the title of a sheet. */
	readonly place?: 'strip' | 'card' | 'sheet';
	readonly children?: ReactNode;
}

/** One calm line where the computer is offline: what waits, and what still works. */
export function OfflineLine({ text, place = 'strip', children }: OfflineLineProps) {
	if (!useOffline()) return null;
	return (
		<div data-offline="" className={cx(styles.line, styles[place])}>
			<CloudOff aria-hidden="true" size={16} strokeWidth={1.75} className={styles.icon} />
			<p className={styles.text}>
				<strong>{words.offline.title}</strong> {text}
			</p>
			{children ? <div className={styles.act}>{children}</div> : null}
		</div>
	);
}
