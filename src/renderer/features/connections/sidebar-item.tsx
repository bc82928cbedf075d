import { memo } from 'react';
import { Name } from '../../components/name.tsx';
import { cx } from '../../lib/cx.ts';
import { useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { AttentionMark } from './attention-mark.tsx';
import type { View } from './filtering.ts';
import { sameView } from './filtering.ts';
import styles from './sidebar.module.css';

interface ItemProps {
	readonly kind: View['kind'];
	/** The id of the data center or the name of the customer. */
	readonly of?: string;
	readonly label: string;
	/** Null: not known yet. */
	readonly count: number | null;
	/** How many of them need a person. */
	readonly attention?: number;
	readonly urgent?: boolean;
}

function viewOf(kind: View['kind'], of: string): View {
	if (kind === 'data-center') return { kind, id: of };
	return kind === 'customer' ? { kind, name: of } : { kind };
}

function ItemView({ kind, of = '', label, count, attention = 0, urgent = false }: ItemProps) {
	const view = viewOf(kind, of);
	const current = useView((state) => state.savedName === null && sameView(state.view, view));
	const show = useView((state) => state.show);
	return (
		<li>
			<button
				type="button"
				aria-current={current ? 'page' : undefined}
				className={styles.item}
				onClick={() => show(view)}
			>
				<Name text={label} className={styles.label} />
				{attention > 0 ? <AttentionMark count={attention} /> : null}
				{count === null ? null : (
					<span className={cx(styles.count, urgent && count > 0 && styles.urgent)}>
						<span aria-hidden="true">{words.sidebar.number(count)}</span>
						<span className="visually-hidden">, {words.sidebar.count(count)}</span>
					</span>
				)}
			</button>
		</li>
	);
}

/** One place of the sidebar; drawn again only when what it says changes. */
export const SidebarItem = memo(ItemView);
