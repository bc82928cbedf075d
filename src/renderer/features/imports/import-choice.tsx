import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import type { ImportView } from '../../../shared/imports.ts';
import type { DataCenterView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { Name } from '../../components/name.tsx';
import { SelectField } from '../../components/select-field.tsx';
import setup from '../../components/setup-list.module.css';
import { SheetBody, SheetFoot, SheetForm, SheetProblem } from '../../components/sheet-parts.tsx';
import { SwitchField } from '../../components/switch-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useConnect, useImport } from '../../stores/app-context.ts';
import { importable } from '../../stores/import-store.ts';
import { words } from '../../words.ts';
import { ImportRecord } from './import-record.tsx';
import styles from './imports.module.css';

const unknownPlace = '';

interface ImportChoiceProps {
	readonly store: ImportView;
	readonly dataCenters: readonly DataCenterView[];
}

/** What stands in the file, masked, and which of it is meant. */
export function ImportChoice({ store, dataCenters }: ImportChoiceProps) {
	const { chosen, dataCenter, busy, error, pick, placeAt, beginAgain, take } = useImport((state) => state);
	const closeSheet = useConnect((state) => state.closeSheet);
	const [check, setCheck] = useState(true);
	const allId = useId();
	const fresh = importable(store);
	const nameOf = (id: string | null) => dataCenters.find((each) => each.id === id)?.name ?? id;

	function onSubmit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		const customer = String(new FormData(event.currentTarget).get('customer') ?? '').trim();
		void take(customer === '' ? null : customer, check);
	}

	return (
		<SheetForm onSubmit={onSubmit}>
			<SheetBody>
				<h3 className={setup.heading}>
					<Name text={words.imports.from(store.name)} wrap />
				</h3>
				{store.rows.length === 0 ? <p className={setup.quiet}>{words.imports.none}</p> : null}
				{fresh.length > 1 ? (
					<label htmlFor={allId} className={styles.all}>
						<input
							id={allId}
							type="checkbox"
							checked={fresh.every((number) => chosen.has(number))}
							ref={(box) => {
								if (box) box.indeterminate = chosen.size > 0 && fresh.some((number) => !chosen.has(number));
							}}
							onChange={({ target }) => pick(fresh, target.checked)}
						/>
						{words.imports.all}
					</label>
				) : null}
				{store.rows.length > 0 ? (
					<ul className={setup.list}>
						{store.rows.map((row) => (
							<ImportRecord
								key={row.number}
								row={row}
								dataCenter={nameOf(row.dataCenter)}
								chosen={chosen.has(row.number)}
								onPick={(picked) => pick([row.number], picked)}
							/>
						))}
					</ul>
				) : null}
				{store.lacksDataCenter ? (
					<SelectField
						label={words.imports.place}
						value={dataCenter ?? unknownPlace}
						options={[
							{ value: unknownPlace, label: words.imports.unknownPlace },
							...dataCenters.map(({ id, name }) => ({ value: id, label: name })),
						]}
						onChange={(id) => void placeAt(id === unknownPlace ? null : id)}
					/>
				) : null}
				{fresh.length > 0 ? (
					<>
						<TextField
							label={words.imports.customer}
							name="customer"
							hint={words.imports.customerHint}
							maxLength={200}
						/>
						<SwitchField label={words.imports.check} hint={words.imports.checkHint} on={check} onChange={setCheck} />
					</>
				) : null}
			</SheetBody>
			<SheetProblem error={error} />
			<SheetFoot>
				<Button tone="quiet" className={styles.first} aria-disabled={busy} onClick={beginAgain}>
					{words.imports.another}
				</Button>
				<Button onClick={closeSheet}>{words.connect.cancel}</Button>
				<Button type="submit" tone="primary" aria-disabled={busy || chosen.size === 0}>
					{busy ? words.imports.importing : words.imports.import(chosen.size)}
				</Button>
			</SheetFoot>
		</SheetForm>
	);
}
