import { GridCell } from '../../components/grid-cell.tsx';
import { Name } from '../../components/name.tsx';
import { PracticeMark } from '../../components/practice-mark.tsx';
import { words } from '../../words.ts';
import styles from './group-heading.module.css';
import type { Group } from './grouping.ts';

/** The sticky heading of a data center: its name, its accounts host, how many. */
export function GroupHeading({ group, rowIndex }: { readonly group: Group; readonly rowIndex: number }) {
	return (
		// biome-ignore lint/a11y/useSemanticElements: rows of a virtual grid cannot be rows of a table.
		// biome-ignore lint/a11y/useFocusableInteractive: the arrow keys go from connection to connection.
		<div role="row" aria-rowindex={rowIndex} className={styles.heading}>
			<GridCell role="rowheader" className={styles.cell}>
				<Name text={group.name} className={styles.name} />
				{group.practice ? <PracticeMark /> : null}
				<Name text={group.host} className={styles.host} />
				<span className={styles.count} title={words.sidebar.count(group.connections.length)}>
					{group.connections.length}
				</span>
				{group.attention > 0 ? <span className={styles.attention}>{words.list.attention(group.attention)}</span> : null}
			</GridCell>
		</div>
	);
}
