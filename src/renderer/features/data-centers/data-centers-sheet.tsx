import { useEffect, useRef } from 'react';
import type { DataCenterView, Snapshot } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { Name } from '../../components/name.tsx';
import { PracticeMark } from '../../components/practice-mark.tsx';
import styles from '../../components/setup-list.module.css';
import { Sheet } from '../../components/sheet.tsx';
import { SheetBody, SheetFoot, SheetProblem } from '../../components/sheet-parts.tsx';
import { cx } from '../../lib/cx.ts';
import { focusKeeper, keepFocus } from '../../lib/keep-focus.ts';
import { useSetup } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { hostOf } from '../connections/grouping.ts';
import { FoundDataCenters } from './found-data-centers.tsx';

function DataCenterItem({ dataCenter }: { readonly dataCenter: DataCenterView }) {
	const { busy, remove } = useSetup((state) => state);
	const { id, name, accountsUrl, kind, confirmed } = dataCenter;
	return (
		<li className={styles.item}>
			<div className={cx(styles.what, styles.line)}>
				<p className={styles.title}>
					<Name text={name} className={styles.name} />
					{kind === 'practice' ? <PracticeMark /> : null}
					{kind === 'custom' ? <span className={styles.quiet}>{words.dataCenters.custom}</span> : null}
					{confirmed ? null : <span className={styles.quiet}>{words.dataCenters.unconfirmed}</span>}
				</p>
				<Name text={hostOf(accountsUrl)} wrap className={styles.code} />
			</div>
			{kind === 'custom' ? (
				<Button
					size="small"
					aria-disabled={busy}
					aria-label={words.acts.of(words.dataCenters.remove, name)}
					onClick={(event) => {
						keepFocus(event);
						void remove(id, name);
					}}
				>
					{words.dataCenters.remove}
				</Button>
			) : null}
		</li>
	);
}

function DataCenters({ snapshot }: { readonly snapshot: Snapshot }) {
	const { busy, error, found, findDataCenters, close } = useSetup((state) => state);
	const body = useRef<HTMLDivElement>(null);
	// What was found stands above the list, which may be scrolled.
	useEffect(() => {
		if (found !== null) body.current?.scrollTo({ top: 0 });
	}, [found]);
	return (
		<>
			<SheetBody ref={body} tabIndex={-1} {...focusKeeper}>
				<p className={styles.quiet}>{words.dataCenters.intro}</p>
				<div role="status" className={styles.told}>
					{found === null ? null : <FoundDataCenters found={found} />}
				</div>
				{found === null ? null : <h3 className={styles.heading}>{words.dataCenters.known}</h3>}
				<ul className={styles.list}>
					{snapshot.dataCenters.map((dataCenter) => (
						<DataCenterItem key={dataCenter.id} dataCenter={dataCenter} />
					))}
				</ul>
			</SheetBody>
			<SheetProblem error={error} />
			<SheetFoot>
				<Button onClick={close}>{words.connect.close}</Button>
				<Button tone="primary" aria-disabled={busy} onClick={() => void findDataCenters()}>
					{busy ? words.dataCenters.asking : words.dataCenters.ask}
				</Button>
			</SheetFoot>
		</>
	);
}

/** Every data center with its hosts, and which new ones Zoho names. */
export function DataCentersSheet({ snapshot }: { readonly snapshot: Snapshot }) {
	const { open, close } = useSetup((state) => state);
	return (
		<Sheet open={open === 'data-centers'} title={words.dataCenters.title} onClose={close}>
			<DataCenters snapshot={snapshot} />
		</Sheet>
	);
}
