import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import type { Snapshot } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { Segments } from '../../components/segments.tsx';
import setup from '../../components/setup-list.module.css';
import { SheetBody, SheetFoot, SheetForm, SheetProblem } from '../../components/sheet-parts.tsx';
import { useConnect, useImport } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { WayField } from '../connect/way-field.tsx';
import { missingWays, waysFor } from '../connect/ways-in.ts';
import { readPlace, ServerFields } from './server-fields.tsx';

type Source = 'file' | 'server';
const sources: readonly Source[] = ['file', 'server'];

/** Step 1: where the store is. A file is named in a dialog of the main process; of a server the password goes there once. */
export function ImportIntro({ snapshot }: { readonly snapshot: Snapshot }) {
	const { busy, error, choose, chooseServer, beginAgain } = useImport((state) => state);
	const { draft, chooseWay, closeSheet } = useConnect((state) => state);
	const [source, setSource] = useState<Source>('file');
	const password = useRef<HTMLInputElement>(null);
	const said = words.imports;
	// The ways back are those of the API client that the form was left with.
	const type = snapshot.apiClients.find(({ name }) => name === draft.apiClient)?.type;

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
				<WayField
					ways={waysFor(type)}
					way="import"
					missing={missingWays(type)}
					onChange={(way) => chooseWay({ ...draft, way })}
				/>
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
				<Button onClick={closeSheet}>{words.connect.cancel}</Button>
				<Button type="submit" tone="primary" data-begins="" aria-disabled={busy}>
					{source === 'file' ? said.choose : busy ? said.reading : said.read}
				</Button>
			</SheetFoot>
		</SheetForm>
	);
}
