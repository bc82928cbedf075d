import { X } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Name } from '../../components/name.tsx';
import { useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './filter-strip.module.css';
import type { Filters } from './filtering.ts';
import { filterCount, noFilters } from './filtering.ts';
import { statusName } from './status-words.ts';

interface Chosen {
	readonly label: string;
	readonly without: Partial<Filters>;
}

function chosenOf({ statuses, environments, customer, tags }: Filters): readonly Chosen[] {
	const not = <T,>(list: readonly T[], one: T) => list.filter((each) => each !== one);
	return [
		...statuses.map((one) => ({ label: statusName(one), without: { statuses: not(statuses, one) } })),
		...environments.map((one) => ({
			label: words.environmentLong[one],
			without: { environments: not(environments, one) },
		})),
		...(customer === null ? [] : [{ label: customer, without: { customer: null } }]),
		...tags.map((one) => ({ label: one, without: { tags: not(tags, one) } })),
	];
}

/** The filters that are on, each with its way off. */
export function FilterStrip() {
	const filters = useView((state) => state.filters);
	const filter = useView((state) => state.filter);
	if (filterCount(filters) === 0) return null;
	return (
		<fieldset aria-label={words.filter.active} className={styles.strip}>
			{chosenOf(filters).map(({ label, without }) => (
				<button
					key={label}
					type="button"
					className={styles.chip}
					aria-label={words.filter.remove(label)}
					onClick={() => filter(without)}
				>
					<Name text={label} />
					<X aria-hidden="true" size={12} strokeWidth={1.75} />
				</button>
			))}
			<Button size="small" tone="quiet" onClick={() => filter(noFilters)}>
				{words.filter.clear}
			</Button>
		</fieldset>
	);
}
