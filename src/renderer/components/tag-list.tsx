import { words } from '../words.ts';
import { Name } from './name.tsx';
import styles from './tag-list.module.css';

const inSight = 2;

/** At most two tags, and how many more there are. */
export function TagList({ tags }: { readonly tags: readonly string[] }) {
	if (tags.length === 0) return null;
	const more = tags.slice(inSight);
	return (
		<span className={styles.tags}>
			{tags.slice(0, inSight).map((tag) => (
				<Name key={tag} text={tag} className={styles.tag} />
			))}
			{more.length > 0 ? (
				<span className={styles.more} title={words.list.moreTags(more)}>
					+{more.length}
				</span>
			) : null}
		</span>
	);
}
