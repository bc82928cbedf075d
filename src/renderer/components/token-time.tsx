import { minutesText, timeLeft } from '../lib/time.ts';
import { useNow } from '../lib/use-now.ts';
import { words } from '../words.ts';
import styles from './token-time.module.css';

const circumference = 2 * Math.PI * 5;

interface TokenTimeProps {
	readonly expiresAt: string | null;
}

/** What is left of the cached access token; its end is no status, so it is said quietly. */
export function TokenTime({ expiresAt }: TokenTimeProps) {
	const left = timeLeft(expiresAt, useNow());
	if (left === null) {
		return (
			<span className={styles.renews} title={words.token.renewsLong}>
				{words.token.renews}
			</span>
		);
	}
	const minutes = minutesText(left.minutes);
	return (
		<span className={styles.left} title={words.token.left(minutes)}>
			<svg aria-hidden="true" width="14" height="14" viewBox="0 0 14 14">
				<circle cx="7" cy="7" r="5" className={styles.track} />
				<circle
					cx="7"
					cy="7"
					r="5"
					className={styles.arc}
					strokeDasharray={`${left.share * circumference} ${circumference}`}
					transform="rotate(-90 7 7)"
				/>
			</svg>
			{minutes}
		</span>
	);
}
