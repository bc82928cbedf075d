import { useEffect, useRef } from 'react';
import type { Snapshot } from '../../../shared/views.ts';
import { Sheet } from '../../components/sheet.tsx';
import { SheetStep } from '../../components/sheet-parts.tsx';
import { useImport } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { ImportChoice } from './import-choice.tsx';
import { ImportDone } from './import-done.tsx';
import { ImportIntro } from './import-intro.tsx';

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
			<SheetStep ref={step} key={name}>
				{store === null ? <ImportIntro /> : null}
				{store && result === null ? <ImportChoice store={store} dataCenters={snapshot.dataCenters} /> : null}
				{store && result ? <ImportDone store={store} result={result} /> : null}
			</SheetStep>
		</Sheet>
	);
}
