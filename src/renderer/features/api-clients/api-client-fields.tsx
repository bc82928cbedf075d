import { Check, Copy } from 'lucide-react';
import type { RefObject } from 'react';
import { useState } from 'react';
import type { DataCenterView } from '../../../shared/views.ts';
import { viewOf } from '../../client/client.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useApp } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './api-client-fields.module.css';
import { ConsoleButton } from './console-button.tsx';
import { freeName } from './free-name.ts';

interface ApiClientFieldsProps {
	readonly dataCenter: DataCenterView | undefined;
	readonly taken: readonly string[];
	/** A Self Client has no redirect URI of its own; the usual one is kept for it. */
	readonly selfClient: boolean;
	/** Read once on submit and cleared; the secret is in no state. */
	readonly secretRef: RefObject<HTMLInputElement | null>;
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

function CopyRedirectUri() {
	const { client, toasts } = useApp();
	const [copied, setCopied] = useState(false);
	async function copy(form: HTMLFormElement | null) {
		const uri = form?.elements.namedItem('redirectUri');
		if (!(uri instanceof HTMLInputElement)) return;
		try {
			await client.call('copyRedirectUri', { redirectUri: uri.value });
			setCopied(true);
			toasts.getState().announce(words.apiClient.copied);
			setTimeout(() => setCopied(false), 2000);
		} catch (error) {
			uri.select();
			toasts.getState().problem(viewOf(error));
		}
	}
	return (
		<IconButton
			label={copied ? words.apiClient.copied : words.apiClient.copy}
			icon={copied ? <Check {...icon} /> : <Copy {...icon} />}
			onClick={(event) => void copy(event.currentTarget.form)}
		/>
	);
}

/** What Zoho's API console gives for a new API client. */
export function ApiClientFields({ dataCenter, taken, selfClient, secretRef }: ApiClientFieldsProps) {
	return (
		<fieldset className={styles.fields}>
			<legend className={styles.legend}>{words.apiClient.legend}</legend>
			<p className={styles.intro}>{selfClient ? words.apiClient.introSelfClient : words.apiClient.intro}</p>
			<div className={styles.console}>
				<ConsoleButton dataCenter={dataCenter} />
			</div>
			{selfClient ? (
				<input type="hidden" name="redirectUri" value={words.apiClient.redirectUriDefault} />
			) : (
				<TextField
					label={words.apiClient.redirectUri}
					name="redirectUri"
					hint={words.apiClient.redirectUriHint}
					defaultValue={words.apiClient.redirectUriDefault}
					side={<CopyRedirectUri />}
					maxLength={500}
					required
				/>
			)}
			<TextField
				key={selfClient ? 'self-client-name' : 'name'}
				label={words.apiClient.name}
				name="clientName"
				defaultValue={freeName(selfClient ? words.apiClient.nameSelfClient : words.apiClient.nameDefault, taken)}
				maxLength={200}
				required
			/>
			<TextField
				label={words.apiClient.clientId}
				name="clientId"
				placeholder="1000.XXXXXXXX"
				maxLength={300}
				required
			/>
			<TextField
				label={words.apiClient.secret}
				name="clientSecret"
				type="password"
				hint={words.apiClient.secretHint}
				ref={secretRef}
				maxLength={500}
				required
			/>
			<fieldset className={styles.radios}>
				<legend className={styles.label}>{words.apiClient.secretFor}</legend>
				<label className={styles.radio}>
					<input type="radio" name="secretFor" value="one" defaultChecked />
					<span dir="auto">{words.apiClient.secretForOne(dataCenter?.name ?? '')}</span>
				</label>
				<label className={styles.radio}>
					<input type="radio" name="secretFor" value="all" />
					<span>{words.apiClient.secretForAll}</span>
				</label>
			</fieldset>
			<TextField
				label={words.apiClient.scopes}
				name="scopes"
				hint={words.apiClient.scopesHint}
				defaultValue={words.apiClient.scopesDefault.join(', ')}
				required
			/>
		</fieldset>
	);
}
