import { useEffect, useRef } from 'react';
import type { Snapshot } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import setup from '../../components/setup-list.module.css';
import { Sheet } from '../../components/sheet.tsx';
import { explain } from '../../lib/explain.ts';
import { useImport } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { ImportChoice } from './import-choice.tsx';
import { ImportDone } from './import-done.tsx';

function ImportIntro() {
	const { busy, error, choose, close } = useImport((state) => state);
	return (
		<>
			<div className={setup.body}>
				<p className={setup.quiet}>{words.imports.intro}</p>
			</div>
			{error ? <Notice tone="problem" alert {...explain(error)} className={setup.problem} /> : null}
			<footer className={setup.foot}>
				<Button onClick={close}>{words.connect.cancel}</Button>
				<Button tone="primary" data-begins="" aria-disabled={busy} onClick={() => void choose()}>
					{words.imports.choose}
				</Button>
			</footer>
		</>
	);
}

/** Takes over what an SDK keeps in plain text: choose a file, choose records, and what to do with the file afterwards. */
export function ImportSheet({ snapshot }: { readonly snapshot: Snapshot }) {
	const { open, store, result, close } = useImport((state) => state);
	const step = useRef<HTMLDivElement>(null);
	const name = result ? 'done' : store ? 'choice' : 'intro';
	// Each step takes the place of the one before, and of what had the keyboard in it.
	useEffect(() => {
		if (name !== 'intro') step.current?.focus();
	}, [name]);
	return (
		<Sheet open={open} title={words.imports.title} onClose={close}>
			<div ref={step} tabIndex={-1} key={name} className={setup.form}>
				{store === null ? <ImportIntro /> : null}
				{store && result === null ? <ImportChoice store={store} dataCenters={snapshot.dataCenters} /> : null}
				{store && result ? <ImportDone store={store} result={result} /> : null}
			</div>
		</Sheet>
	);
}
