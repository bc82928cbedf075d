import { words } from '../../words.ts';
import styles from './sidebar.module.css';

/** Says by shape and word that something in a place of the sidebar needs a person. */
export const AttentionMark = ({ count }: { readonly count: number }) => (
	<span className={styles.mark} title={words.list.attention(count)}>
		<svg aria-hidden="true" width="10" height="10" viewBox="0 0 10 10">
			<path d="M5 .6 9.4 5 5 9.4.6 5Z" fill="currentColor" />
		</svg>
		<span className="visually-hidden">, {words.list.attention(count)}</span>
	</span>
);
