import { useEffect, useRef } from 'react';
import type { Snapshot } from '../../../shared/views.ts';
import { SheetStep } from '../../components/sheet-parts.tsx';
import { useImport } from '../../stores/app-context.ts';
import { ImportChoice } from './import-choice.tsx';
import { ImportDone } from './import-done.tsx';
import { ImportIntro } from './import-intro.tsx';

/** Takes over what an SDK keeps in plain text: choose a file, choose records, and what to do with the file afterwards. */
export function ImportSteps({ snapshot }: { readonly snapshot: Snapshot }) {
	const { store, result } = useImport((state) => state);
	const step = useRef<HTMLDivElement>(null);
	const name = result ? 'done' : store ? 'choice' : 'intro';
	const before = useRef(name);
	// Each step takes the place of the one before, and of what had the keyboard in it.
	useEffect(() => {
		if (name !== before.current) step.current?.focus();
		before.current = name;
	}, [name]);
	return (
		<SheetStep ref={step} key={name}>
			{store === null ? <ImportIntro snapshot={snapshot} /> : null}
			{store && result === null ? <ImportChoice store={store} dataCenters={snapshot.dataCenters} /> : null}
			{store && result ? <ImportDone store={store} result={result} /> : null}
		</SheetStep>
	);
}
