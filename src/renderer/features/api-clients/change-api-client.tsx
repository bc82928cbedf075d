import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import type { ApiClientView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import sheet from '../../components/setup-list.module.css';
import { SheetBody, SheetFoot, SheetForm, SheetProblem } from '../../components/sheet-parts.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useLostFocus } from '../../lib/keep-focus.ts';
import { useSetup } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { hasRedirectUris, readClientChange } from '../connect/new-client.ts';
import { RedirectUris } from './redirect-uris.tsx';
import { TypeField } from './type-field.tsx';

/** Type, redirect URIs and scopes of an API client; its name, its client id and its secrets stay. */
export function ChangeApiClient({ apiClient }: { readonly apiClient: ApiClientView }) {
	const { busy, error, back, changeApiClient, edit, close } = useSetup((state) => state);
	const [type, setType] = useState(apiClient.type);
	const body = useRef<HTMLDivElement>(null);
	useLostFocus(body);
	const leave = () => (back ? close() : edit(null));

	async function onSubmit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		const change = readClientChange(new FormData(event.currentTarget), type);
		if (await changeApiClient({ name: apiClient.name, ...change })) leave();
	}

	return (
		<SheetForm onSubmit={(event) => void onSubmit(event)}>
			<SheetBody ref={body} tabIndex={-1}>
				<p className={sheet.quiet}>{words.apiClient.changeText}</p>
				<TypeField value={type} onChange={setType} />
				{hasRedirectUris(type) ? <RedirectUris uris={apiClient.redirectUris} /> : null}
				<TextField
					label={words.apiClient.scopes}
					name="scopes"
					hint={words.apiClient.scopesHint}
					defaultValue={apiClient.scopes.join(', ')}
					dir="ltr"
					required
				/>
			</SheetBody>
			<SheetProblem error={error} />
			<SheetFoot>
				<Button onClick={leave}>{words.apiClient.back}</Button>
				<Button type="submit" tone="primary" aria-disabled={busy}>
					{words.apiClient.save}
				</Button>
			</SheetFoot>
		</SheetForm>
	);
}
