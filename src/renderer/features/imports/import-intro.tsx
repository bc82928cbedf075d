import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Segments } from '../../components/segments.tsx';
import setup from '../../components/setup-list.module.css';
import { SheetBody, SheetFoot, SheetForm, SheetProblem } from '../../components/sheet-parts.tsx';
import { useImport } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { readPlace, ServerFields } from './server-fields.tsx';

type Source = 'file' | 'server';
const sources: readonly Source[] = ['file', 'server'];

/** Step 1: where the store is. A file is named in a dialog of the main process; of a server the password goes there once. */
export function ImportIntro() {
	const { busy, error, choose, chooseServer, beginAgain, close } = useImport((state) => state);
	const [source, setSource] = useState<Source>('file');
	const password = useRef<HTMLInputElement>(null);
	const said = words.imports;

	function onSubmit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		if (busy) return;
		if (source === 'file') return void choose();
		const place = readPlace(new FormData(event.currentTarget));
		const typed = password.current?.value ?? '';
		if (password.current) password.current.value = '';
		if (place) void chooseServer(place, typed);
	}

	return (
		<SheetForm onSubmit={onSubmit}>
			<SheetBody>
				<Segments
					legend={said.source}
					options={sources.map((each) => ({ value: each, label: said.sources[each] }))}
					value={source}
					onChange={(next) => {
						setSource(next);
						// What went wrong at the other place is over.
						beginAgain();
					}}
				/>
				<p className={setup.quiet}>{source === 'file' ? said.intro : said.serverIntro}</p>
				{source === 'server' ? <ServerFields passwordRef={password} /> : null}
			</SheetBody>
			<SheetProblem error={error} />
			<SheetFoot>
				<Button onClick={close}>{words.connect.cancel}</Button>
				<Button type="submit" tone="primary" data-begins="" aria-disabled={busy}>
					{source === 'file' ? said.choose : busy ? said.reading : said.read}
				</Button>
			</SheetFoot>
		</SheetForm>
	);
}
