import { useId } from 'react';
import type { ImportRowView } from '../../../shared/imports.ts';
import { Name } from '../../components/name.tsx';
import setup from '../../components/setup-list.module.css';
import { explain } from '../../lib/explain.ts';
import { words } from '../../words.ts';
import styles from './imports.module.css';

interface ImportRecordProps {
	readonly row: ImportRowView;
	/** Its data center as it is shown. */
	readonly dataCenter: string | null;
	readonly chosen: boolean;
	readonly onPick: (picked: boolean) => void;
}

/** A record of the file, as far as it may be seen. */
export function ImportRecord({ row, dataCenter, chosen, onPick }: ImportRecordProps) {
	const id = useId();
	const { number, state, heldAs, problem, clientId } = row;
	const name = row.userSignature ?? row.id ?? words.imports.record(number);
	return (
		<li className={setup.item}>
			<input
				id={id}
				type="checkbox"
				className={styles.box}
				checked={chosen}
				disabled={state !== 'new'}
				aria-describedby={`${id}-more`}
				onChange={({ target }) => onPick(target.checked)}
			/>
			<div className={setup.what}>
				<label htmlFor={id} className={styles.name}>
					<Name text={name} className={setup.name} />
				</label>
				<div id={`${id}-more`} className={setup.quiet}>
					{dataCenter === null ? null : (
						<p>
							<bdi>{dataCenter}</bdi>
							{state === 'held' && heldAs !== null ? (
								<>
									, <bdi>{words.imports.held(heldAs)}</bdi>
								</>
							) : null}
						</p>
					)}
					{clientId === null ? null : (
						<p>
							{words.imports.client}: <Name text={clientId} className={styles.client} />
						</p>
					)}
					{problem ? (
						<p dir="auto" className={styles.problem}>
							{words.imports.refused}: {explain(problem).message}
						</p>
					) : null}
				</div>
			</div>
		</li>
	);
}
