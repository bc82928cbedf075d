import type { RefObject } from 'react';
import type { ApiClientType } from '../../../shared/api-client-types.ts';
import type { DataCenterView } from '../../../shared/views.ts';
import panel from '../../components/panel.module.css';
import { TextField } from '../../components/text-field.tsx';
import { words } from '../../words.ts';
import { hasRedirectUris } from '../connect/new-client.ts';
import styles from './api-client-fields.module.css';
import { ConsoleButton } from './console-button.tsx';
import { CopyRedirectUri } from './copy-redirect-uri.tsx';
import { defaultRedirectUri, defaultScopes } from './defaults.ts';
import { freeName } from './free-name.ts';
import { TypeField } from './type-field.tsx';

interface ApiClientFieldsProps {
	readonly dataCenter: DataCenterView | undefined;
	readonly taken: readonly string[];
	readonly type: ApiClientType;
	readonly onType: (type: ApiClientType) => void;
	/** Read once on submit and cleared; the secret is in no state. */
	readonly secretRef: RefObject<HTMLInputElement | null>;
}

/** What Zoho's API console gives for a new API client. */
export function ApiClientFields({ dataCenter, taken, type, onType, secretRef }: ApiClientFieldsProps) {
	const selfClient = type === 'self-client';
	return (
		<fieldset className={panel.panel}>
			<legend className={styles.legend}>{words.apiClient.legend}</legend>
			<p className={styles.intro}>{selfClient ? words.apiClient.introSelfClient : words.apiClient.intro}</p>
			<div className={styles.console}>
				<ConsoleButton dataCenter={dataCenter} />
			</div>
			<TypeField value={type} onChange={onType} />
			{hasRedirectUris(type) ? (
				<TextField
					label={words.apiClient.redirectUri}
					name="redirectUri"
					hint={words.apiClient.redirectUriHint}
					defaultValue={defaultRedirectUri}
					dir="ltr"
					side={<CopyRedirectUri />}
					maxLength={500}
					required
				/>
			) : null}
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
				defaultValue={defaultScopes.join(', ')}
				required
			/>
		</fieldset>
	);
}
