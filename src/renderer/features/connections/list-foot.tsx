import { useMemo } from 'react';
import type { ConnectionView } from '../../../shared/views.ts';
import { clockTime, exactTime } from '../../lib/time.ts';
import { useNow } from '../../lib/use-now.ts';
import { words } from '../../words.ts';
import { latestCheck } from './latest-check.ts';
import styles from './list-foot.module.css';

interface ListFootProps {
	readonly shown: readonly ConnectionView[];
	readonly all: readonly ConnectionView[];
	/** How many there are; more than `all` as long as only a part is there. */
	readonly count: number;
}

/** How many, and when Zoho was last asked. */
export function ListFoot({ shown, all, count }: ListFootProps) {
	const now = useNow();
	const last = useMemo(() => (all.length < count ? '' : latestCheck(all)), [all, count]);
	return (
		<div className={styles.foot}>
			<span role="status">
				{shown.length === all.length ? words.sidebar.count(count) : words.list.shown(shown.length, count)}
			</span>
			{last ? (
				<time dateTime={last} title={exactTime(last)}>
					{words.list.lastCheck(clockTime(last, now))}
				</time>
			) : null}
		</div>
	);
}
