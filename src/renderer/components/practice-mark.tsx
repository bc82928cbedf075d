import { words } from '../words.ts';
import styles from './practice-mark.module.css';

/** Says that something is not real. */
export const PracticeMark = () => (
	<span className={styles.mark} title={words.practice.strip}>
		{words.practice.mark}
	</span>
);
