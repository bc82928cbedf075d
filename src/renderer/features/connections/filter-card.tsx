import { useMemo, useState } from 'react';
import { statusOrder } from '../../../shared/list-order.ts';
import type { ConnectionView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { Name } from '../../components/name.tsx';
import { SuggestField } from '../../components/suggest-field.tsx';
import { useData, useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './filter-card.module.css';
import { environmentOrder, filterCount, noFilters } from './filtering.ts';
import { customersOf, tagsOf } from './known-labels.ts';
import { SaveView } from './save-view.tsx';
import { statusName } from './status-words.ts';

interface ChoicesProps<T extends string> {
	readonly legend: string;
	readonly options: readonly { readonly value: T; readonly label: string }[];
	readonly chosen: readonly T[];
	readonly onChange: (chosen: readonly T[]) => void;
}

function Choices<T extends string>({ legend, options, chosen, onChange }: ChoicesProps<T>) {
	return (
		<fieldset className={styles.group}>
			<legend className={styles.legend}>{legend}</legend>
			<div className={styles.options}>
				{options.map(({ value, label }) => (
					<label key={value} className={styles.option}>
						<input
							type="checkbox"
							checked={chosen.includes(value)}
							onChange={({ target }) =>
								onChange(target.checked ? [...chosen, value] : chosen.filter((each) => each !== value))
							}
						/>
						<Name text={label} />
					</label>
				))}
			</div>
		</fieldset>
	);
}

const none: readonly ConnectionView[] = [];

interface FilterCardProps {
	readonly namesAtOnce: boolean;
	readonly onDone: () => void;
}

/** What narrows the list down, and the way to keep it under a name. */
export function FilterCard({ namesAtOnce, onDone }: FilterCardProps) {
	const all = useData((state) => state.snapshot?.connections ?? none);
	const filters = useView((state) => state.filters);
	const filter = useView((state) => state.filter);
	const customers = useMemo(() => customersOf(all), [all]);
	const tags = useMemo(() => tagsOf(all), [all]);
	const statuses = useMemo(() => {
		const present = new Set(all.map(({ status }) => status));
		return statusOrder.filter((status) => present.has(status) || filters.statuses.includes(status));
	}, [all, filters]);
	const [customer, setCustomer] = useState(filters.customer ?? '');

	function typeCustomer(text: string) {
		setCustomer(text);
		// Only a customer that there is: half a name would empty the list at every key.
		if (text === '' || customers.includes(text)) filter({ customer: text || null });
	}

	return (
		<div className={styles.card}>
			<Choices
				legend={words.filter.status}
				options={statuses.map((value) => ({ value, label: statusName(value) }))}
				chosen={filters.statuses}
				onChange={(chosen) => filter({ statuses: chosen })}
			/>
			<Choices
				legend={words.filter.environment}
				options={environmentOrder.map((value) => ({ value, label: words.environmentLong[value] }))}
				chosen={filters.environments}
				onChange={(chosen) => filter({ environments: chosen })}
			/>
			{tags.length > 0 ? (
				<Choices
					legend={words.filter.tags}
					options={tags.map((value) => ({ value, label: value }))}
					chosen={filters.tags}
					onChange={(chosen) => filter({ tags: chosen })}
				/>
			) : null}
			{customers.length > 0 ? (
				<SuggestField
					label={words.filter.customer}
					placeholder={words.filter.anyCustomer}
					suggestions={customers}
					value={customer}
					onChange={typeCustomer}
				/>
			) : null}
			<div className={styles.foot}>
				<SaveView namesAtOnce={namesAtOnce} onSaved={onDone} />
				<Button
					size="small"
					tone="quiet"
					aria-disabled={filterCount(filters) === 0}
					onClick={() => {
						setCustomer('');
						filter(noFilters);
					}}
				>
					{words.filter.clear}
				</Button>
			</div>
		</div>
	);
}
