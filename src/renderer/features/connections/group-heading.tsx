import { ListChecks } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { GridCell } from '../../components/grid-cell.tsx';
import { Name } from '../../components/name.tsx';
import { PracticeMark } from '../../components/practice-mark.tsx';
import { useBulk, useLocked } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './group-heading.module.css';
import type { Group } from './grouping.ts';

/** The sticky heading of a data center or customer: its name, its accounts host, how many, and the check of all of them. */
export function GroupHeading({ group, rowIndex }: { readonly group: Group; readonly rowIndex: number }) {
	const ask = useBulk((state) => state.ask);
	const locked = useLocked();
	const { connections } = group;
	const name = group.name ?? words.list.noCustomer;
	return (
		// biome-ignore lint/a11y/useSemanticElements: rows of a virtual grid cannot be rows of a table.
		// biome-ignore lint/a11y/useFocusableInteractive: the arrow keys go from connection to connection.
		<div role="row" aria-rowindex={rowIndex} className={styles.heading}>
			<GridCell role="rowheader" className={styles.cell}>
				<Name text={name} className={styles.name} />
				{group.practice ? <PracticeMark /> : null}
				{group.host === '' ? null : <Name text={group.host} className={styles.host} />}
				<span className={styles.count} title={words.sidebar.count(group.count)}>
					{words.sidebar.number(group.count)}
				</span>
				{group.attention > 0 ? <span className={styles.attention}>{words.list.attention(group.attention)}</span> : null}
			</GridCell>
			<GridCell className={styles.acts}>
				<Button
					size="small"
					tone="quiet"
					disabled={locked || connections.length < group.count}
					icon={<ListChecks aria-hidden="true" size={14} strokeWidth={1.75} />}
					aria-label={words.list.checkGroupOf(name)}
					onClick={() =>
						void ask(
							'check',
							connections.map(({ id }) => id),
						)
					}
				>
					{words.list.checkGroup}
				</Button>
			</GridCell>
		</div>
	);
}
