import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { words } from '../../words.ts';
import styles from './api-client-fields.module.css';
import { CopyRedirectUri } from './copy-redirect-uri.tsx';
import { defaultRedirectUri } from './defaults.ts';

const most = 5;

/** The redirect URIs of an API client: each as registered, one at least. */
export function RedirectUris({ uris }: { readonly uris: readonly string[] }) {
	const [rows, setRows] = useState(() =>
		(uris.length > 0 ? uris : [defaultRedirectUri]).map((uri, key) => ({ key, uri })),
	);
	const last = useRef(rows.length);
	const list = useRef<HTMLFieldSetElement>(null);

	function add() {
		last.current += 1;
		setRows([...rows, { key: last.current, uri: '' }]);
		// The new input is there after this render.
		requestAnimationFrame(() => [...(list.current?.querySelectorAll('input') ?? [])].at(-1)?.focus());
	}

	function remove(key: number) {
		setRows(rows.filter((row) => row.key !== key));
		// The button is gone: the keyboard goes on in the list.
		requestAnimationFrame(() => list.current?.querySelector('input')?.focus());
	}

	return (
		<fieldset ref={list} className={styles.uris}>
			<legend className="visually-hidden">{words.apiClient.redirectUris}</legend>
			{rows.map(({ key, uri }, index) => {
				const label = words.apiClient.redirectUriAt(index + 1);
				return (
					<TextField
						key={key}
						label={label}
						name="redirectUri"
						defaultValue={uri}
						dir="ltr"
						maxLength={500}
						required
						side={
							<>
								<CopyRedirectUri name={words.acts.of(words.apiClient.copy, String(index + 1))} />
								{rows.length > 1 ? (
									<IconButton
										label={words.apiClient.removeRedirectUri}
										name={words.acts.of(words.apiClient.removeRedirectUri, String(index + 1))}
										icon={<X aria-hidden="true" size={16} strokeWidth={1.75} />}
										onClick={() => remove(key)}
									/>
								) : null}
							</>
						}
					/>
				);
			})}
			{rows.length < most ? (
				<div>
					<Button size="small" icon={<Plus aria-hidden="true" size={14} strokeWidth={1.75} />} onClick={add}>
						{words.apiClient.addRedirectUri}
					</Button>
				</div>
			) : null}
		</fieldset>
	);
}
