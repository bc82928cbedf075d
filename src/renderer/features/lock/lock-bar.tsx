import { Lock } from 'lucide-react';
import { words } from '../../words.ts';
import styles from './lock.module.css';
import { UnlockButton, UnlockProblem } from './unlock.tsx';

/** Above a list that stays readable: what does not work now, and the way back. */
export function LockBar() {
	return (
		<section aria-label={words.lock.title} className={styles.bar}>
			<div className={styles.line}>
				<Lock aria-hidden="true" size={16} strokeWidth={1.75} />
				<p className={styles.text}>
					<strong>{words.lock.title}.</strong> {words.lock.readable}
				</p>
				<UnlockButton />
			</div>
			<UnlockProblem />
		</section>
	);
}
