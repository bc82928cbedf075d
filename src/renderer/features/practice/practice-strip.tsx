import { words } from '../../words.ts';
import styles from './practice-strip.module.css';

/** The hatched strip over a window that shows practice orgs only. */
export const PracticeStrip = () => (
	<header className={styles.strip}>
		<p className={styles.text}>{words.practice.strip}</p>
	</header>
);
