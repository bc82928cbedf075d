import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import type { Snapshot } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { PracticeMark } from '../../components/practice-mark.tsx';
import { Segments } from '../../components/segments.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useConnect } from '../../stores/app-context.ts';
import type { Draft } from '../../stores/connect-store.ts';
import { requestOf } from '../../stores/connect-store.ts';
import { words } from '../../words.ts';
import { ApiClientFields } from '../api-clients/api-client-fields.tsx';
import { hostOf } from '../connections/grouping.ts';
import { clientsFor, hasSecretFor, likelyDataCenter } from './choices.ts';
import styles from './connect.module.css';
import { readNewClient } from './new-client.ts';
import { SelfClient } from './self-client.tsx';
import type { WayIn } from './ways-in.ts';
import { problemOf, proofOf, waysIn } from './ways-in.ts';

// A NUL cannot be in a name, so no API client is ever called this.
const newClientValue = '\0new';

/** Step 1: which data center, with which API client, and what to call it. */
export function ConnectForm({ snapshot }: { readonly snapshot: Snapshot }) {
	const { draft, busy, error, submit, addApiClient, backToForm, closeSheet } = useConnect((state) => state);
	const [dataCenterId, setDataCenterId] = useState(() => likelyDataCenter(snapshot, draft.dataCenter));
	const [wanted, setWanted] = useState<string | null>(draft.apiClient);
	const [way, setWay] = useState<WayIn>('browser');
	const formRef = useRef<HTMLFormElement>(null);
	const secretRef = useRef<HTMLInputElement>(null);
	const proofRef = useRef<HTMLInputElement>(null);

	const dataCenter = snapshot.dataCenters.find(({ id }) => id === dataCenterId);
	const clients = clientsFor(snapshot, dataCenter);
	const chosen = clients.find(({ name }) => name === wanted);
	const value = wanted === newClientValue ? newClientValue : (chosen?.name ?? clients[0]?.name ?? newClientValue);
	const current = clients.find(({ name }) => name === value);

	// The scopes of a code are known only for an API client that is there.
	const addsFirst = way === 'code' && current === undefined;

	function readDraft(form: FormData): Draft {
		const read = (name: string) => String(form.get(name) ?? '');
		return {
			...{ dataCenter: dataCenterId, apiClient: current?.name ?? null },
			...{ alias: read('alias'), customer: read('customer') },
		};
	}

	async function onSubmit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		if (busy) return;
		const form = new FormData(event.currentTarget);
		const newClient = current ? null : readNewClient(form, dataCenterId);
		const proof = addsFirst ? null : proofOf(way, proofRef.current?.value ?? '');
		for (const { current: field } of [secretRef, proofRef]) if (field) field.value = '';
		const draft = readDraft(form);
		const name = addsFirst && newClient ? await addApiClient(draft, newClient) : await submit(draft, newClient, proof);
		if (name !== null) setWanted(name);
	}

	function submitWord(): string {
		if (addsFirst) return words.wayIn.addFirst;
		if (way === 'browser') return words.connect.submit;
		return busy ? words.wayIn.busy : words.wayIn.connect;
	}

	const problem = error === null ? null : problemOf(way, error);

	return (
		<form ref={formRef} className={styles.form} onSubmit={(event) => void onSubmit(event)}>
			<div className={styles.fields}>
				<div className={styles.way}>
					<Segments
						legend={words.wayIn.legend}
						options={waysIn.map((each) => ({ value: each, label: words.wayIn.names[each] }))}
						value={way}
						onChange={(next) => {
							setWay(next);
							// What went wrong on the other way is over.
							backToForm();
						}}
					/>
					<p className={styles.intro}>{words.wayIn.intros[way]}</p>
				</div>
				<SelectField
					label={words.connect.dataCenter}
					hint={words.wayIn.dataCenterHints[way]}
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
						selfClient={way === 'code'}
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
				{way === 'code' && current ? (
					<SelfClient
						key={`${dataCenterId} ${current.id}`}
						dataCenter={dataCenter}
						request={() => (formRef.current ? requestOf(readDraft(new FormData(formRef.current))) : null)}
						codeRef={proofRef}
					/>
				) : null}
				{way === 'token' ? (
					<TextField
						label={words.wayIn.token}
						name="refreshToken"
						type="password"
						hint={words.wayIn.tokenHint}
						pattern="\s*\S+\s*"
						wrong={words.wayIn.oneWord}
						maxLength={2000}
						ref={proofRef}
						required
					/>
				) : null}
			</div>
			{problem ? (
				<Notice tone="problem" alert message={problem.message} hint={problem.hint} className={styles.problem} />
			) : null}
			<footer className={styles.foot}>
				<Button onClick={closeSheet}>{words.connect.cancel}</Button>
				<Button type="submit" tone="primary" aria-disabled={busy}>
					{submitWord()}
				</Button>
			</footer>
		</form>
	);
}
