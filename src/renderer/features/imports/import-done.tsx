import { CircleAlert, CircleCheck } from 'lucide-react';
import type { ImportResult, ImportView } from '../../../shared/imports.ts';
import { Button } from '../../components/button.tsx';
import { Name } from '../../components/name.tsx';
import setup from '../../components/setup-list.module.css';
import { SheetBody, SheetFoot, SheetProblem } from '../../components/sheet-parts.tsx';
import { explain } from '../../lib/explain.ts';
import { useConnect, useImport } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './imports.module.css';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

function Outcome({ result, name }: { readonly result: ImportResult['results'][number]; readonly name: string }) {
	const { alias, error } = result;
	const Icon = error ? CircleAlert : CircleCheck;
	return (
		<li className={setup.item}>
			<Icon {...icon} className={error ? styles.bad : styles.good} />
			<div className={setup.what}>
				<Name text={name} className={setup.name} />
				{alias === null ? null : (
					<p className={setup.quiet}>
						<bdi>{error ? words.imports.checkFailed(alias) : words.imports.importedAs(alias)}</bdi>
					</p>
				)}
				{error ? (
					<p dir="auto" className={styles.problem}>
						{explain(error).message} {explain(error).hint}
					</p>
				) : null}
			</div>
		</li>
	);
}

interface ImportDoneProps {
	readonly store: ImportView;
	readonly result: ImportResult;
}

/** What became of each record, and what to do with the plain file. */
export function ImportDone({ store, result }: ImportDoneProps) {
	const { busy, error, shredded, shred } = useImport((state) => state);
	const closeSheet = useConnect((state) => state.closeSheet);
	const { results, left } = result;
	const imported = results.filter(({ alias }) => alias !== null).length;
	const failed = results.filter((each) => each.error !== null).length;
	const nameOf = (number: number) => {
		const row = store.rows.find((each) => each.number === number);
		return row?.userSignature ?? row?.id ?? words.imports.record(number);
	};
	return (
		<>
			<SheetBody>
				<p role="status">
					{words.imports.done(imported)}
					{failed > 0 ? `, ${words.imports.failed(failed)}` : ''}.
				</p>
				<ul className={setup.list}>
					{results.map((each) => (
						<Outcome key={each.number} result={each} name={nameOf(each.number)} />
					))}
				</ul>
				{store.isFile ? (
					<section className={styles.shred}>
						<h3 className={setup.name}>{words.imports.shredTitle}</h3>
						<div role="status">
							{shredded ? <p>{words.imports.shredded}</p> : null}
							{!shredded && left > 0 ? <p className={setup.quiet}>{words.imports.left(left)}</p> : null}
						</div>
						{!shredded && left === 0 ? <p className={setup.quiet}>{words.imports.shredText}</p> : null}
					</section>
				) : (
					<section className={styles.shred}>
						<h3 className={setup.name}>{words.imports.tableTitle}</h3>
						<p className={setup.quiet}>{words.imports.tableStays}</p>
					</section>
				)}
			</SheetBody>
			<SheetProblem error={error} />
			<SheetFoot>
				{store.isFile && !shredded && left === 0 ? (
					<Button tone="danger" aria-disabled={busy} onClick={() => void shred()}>
						{words.imports.shred}
					</Button>
				) : null}
				<Button tone="primary" onClick={closeSheet}>
					{words.imports.close}
				</Button>
			</SheetFoot>
		</>
	);
}
