import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import type { Snapshot } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { PracticeMark } from '../../components/practice-mark.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useConnect } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { ApiClientFields } from '../api-clients/api-client-fields.tsx';
import { hostOf } from '../connections/grouping.ts';
import { clientsFor, hasSecretFor, likelyDataCenter } from './choices.ts';
import styles from './connect.module.css';
import { readNewClient } from './new-client.ts';

// A NUL cannot be in a name, so no API client is ever called this.
const newClientValue = '\0new';

/** Step 1: which data center, with which API client, and what to call it. */
export function ConnectForm({ snapshot }: { readonly snapshot: Snapshot }) {
	const { draft, busy, error, submit, closeSheet } = useConnect((state) => state);
	const [dataCenterId, setDataCenterId] = useState(() => likelyDataCenter(snapshot, draft.dataCenter));
	const [wanted, setWanted] = useState<string | null>(draft.apiClient);
	const secretRef = useRef<HTMLInputElement>(null);

	const dataCenter = snapshot.dataCenters.find(({ id }) => id === dataCenterId);
	const clients = clientsFor(snapshot, dataCenter);
	const chosen = clients.find(({ name }) => name === wanted);
	const value = wanted === newClientValue ? newClientValue : (chosen?.name ?? clients[0]?.name ?? newClientValue);
	const current = clients.find(({ name }) => name === value);

	async function onSubmit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		const form = new FormData(event.currentTarget);
		const added = current ? null : readNewClient(form, dataCenterId);
		const read = (name: string) => String(form.get(name) ?? '');
		if (secretRef.current) secretRef.current.value = '';
		const name = await submit(
			{ dataCenter: dataCenterId, apiClient: current?.name ?? null, alias: read('alias'), customer: read('customer') },
			added,
		);
		if (name !== null) setWanted(name);
	}

	return (
		<form className={styles.form} onSubmit={(event) => void onSubmit(event)}>
			<div className={styles.fields}>
				<p className={styles.intro}>{words.connect.intro}</p>
				<SelectField
					label={words.connect.dataCenter}
					hint={words.connect.dataCenterHint}
					value={dataCenterId}
					onChange={setDataCenterId}
					options={snapshot.dataCenters.map(({ id, name, accountsUrl, kind }) => ({
						value: id,
						label: name,
						note: kind === 'practice' ? <PracticeMark /> : hostOf(accountsUrl),
					}))}
				/>
				<SelectField
					label={words.connect.apiClient}
					value={value}
					onChange={setWanted}
					options={[
						...clients.map(({ name }) => ({ value: name, label: name })),
						{ value: newClientValue, label: words.connect.addApiClient },
					]}
				/>
				{current && dataCenter && !hasSecretFor(current, dataCenter.id) ? (
					<Notice tone="caution" message={words.connect.noSecret(dataCenter.name)} />
				) : null}
				{current ? null : (
					<ApiClientFields
						dataCenter={dataCenter}
						taken={snapshot.apiClients.map(({ name }) => name)}
						secretRef={secretRef}
					/>
				)}
				<div className={styles.pair}>
					<TextField
						label={words.connect.alias}
						name="alias"
						hint={words.connect.aliasHint}
						defaultValue={draft.alias}
						maxLength={64}
					/>
					<TextField
						label={words.connect.customer}
						name="customer"
						hint={words.connect.customerHint}
						defaultValue={draft.customer}
						maxLength={200}
					/>
				</div>
			</div>
			{error ? (
				<Notice tone="problem" alert message={error.message} hint={error.hint} className={styles.problem} />
			) : null}
			<footer className={styles.foot}>
				<Button onClick={closeSheet}>{words.connect.cancel}</Button>
				<Button type="submit" tone="primary" aria-disabled={busy}>
					{words.connect.submit}
				</Button>
			</footer>
		</form>
	);
}
