import { Settings2 } from 'lucide-react';
import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import type { ApiClientType } from '../../../shared/api-client-types.ts';
import type { Snapshot } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { SheetBody, SheetFoot, SheetForm, SheetProblem } from '../../components/sheet-parts.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useConnect, useSetup } from '../../stores/app-context.ts';
import { type Draft, requestOf, type WayIn } from '../../stores/connect-draft.ts';
import { words } from '../../words.ts';
import { ApiClientFields } from '../api-clients/api-client-fields.tsx';
import { clientsFor, hasSecretFor, likelyDataCenter, newClientValue } from './choices.ts';
import { DataCenterField } from './data-center-field.tsx';
import { EnvironmentField } from './environment-field.tsx';
import { clientsToFind, findValue, startToFind } from './find-data-center.ts';
import { readNewClient } from './new-client.ts';
import { ProfileField } from './profile-field.tsx';
import { ScopeField } from './scope-field.tsx';
import { ScopeReasons } from './scope-reasons.tsx';
import { SelfClient } from './self-client.tsx';
import { useConnectScopes } from './use-connect-scopes.ts';
import { WayField } from './way-field.tsx';
import { howOf, missingWays, possibleWay, problemOf, typeFor, waysFor } from './ways-in.ts';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** Step 1: how, in which data center, with which API client and which scopes. */
export function ConnectForm({ snapshot }: { readonly snapshot: Snapshot }) {
	const { draft, busy, error, submit, addApiClient, chooseWay, closeSheet } = useConnect((state) => state);
	const { openApiClients, openDataCenters } = useSetup((state) => state);
	const [place, setPlace] = useState(() => (draft.finds ? findValue : likelyDataCenter(snapshot, draft.dataCenter)));
	const [expects, setExpects] = useState(draft.expects);
	const [customer, setCustomer] = useState(draft.customer);
	const [wanted, setWanted] = useState<string | null>(draft.apiClient);
	const wantedWay = draft.way === 'import' ? 'browser' : draft.way;
	const [newType, setNewType] = useState<ApiClientType>(() => typeFor(wantedWay, 'server-based'));
	const secretRef = useRef<HTMLInputElement>(null);
	const proofRef = useRef<HTMLInputElement>(null);

	const wantsFound = place === findValue;
	const named = snapshot.dataCenters.find(({ id }) => id === place);
	const clients = wantsFound ? clientsToFind(snapshot) : clientsFor(snapshot, named);
	const chosen = clients.find(({ name }) => name === wanted);
	const value = wanted === newClientValue ? newClientValue : (chosen?.name ?? clients[0]?.name ?? newClientValue);
	const current = clients.find(({ name }) => name === value);

	// A new API client can still become what the way in needs.
	const ways = waysFor(current?.type);
	const way = possibleWay(wantedWay, ways);
	const finding = wantsFound && way === 'browser';
	const dataCenter = wantsFound ? startToFind(snapshot, current) : named;
	const dataCenterId = dataCenter?.id ?? '';

	// The scopes of a code are known only for an API client that is there.
	const addsFirst = way === 'code' && current === undefined;
	const scopes = useConnectScopes(draft.scopes, current);
	// A refresh token has the scopes that it was given; a new API client brings its own.
	const choosesScopes = current !== undefined && way !== 'token';

	const shown: Draft = {
		...{ way, dataCenter: dataCenterId, finds: wantsFound, apiClient: current?.name ?? null },
		...{ customer, scopes: choosesScopes ? scopes.sent : [], expects },
	};

	async function onSubmit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		if (busy) return;
		const form = new FormData(event.currentTarget);
		const newClient = current ? null : readNewClient(form, newType, dataCenterId);
		const how = howOf(way, proofRef.current?.value ?? '');
		for (const { current: field } of [secretRef, proofRef]) if (field) field.value = '';
		const name = addsFirst && newClient ? await addApiClient(shown, newClient) : await submit(shown, newClient, how);
		if (name !== null) setWanted(name);
	}

	function changeWay(next: WayIn) {
		if (next !== 'import') setNewType((type) => typeFor(next, type));
		// What went wrong on the other way is over.
		chooseWay({ ...shown, way: next });
	}

	function changeClient(next: string) {
		setWanted(next);
		if (next === newClientValue) setNewType((type) => typeFor(way, type));
	}

	function changeNewType(type: ApiClientType) {
		setNewType(type);
		chooseWay({ ...shown, way: possibleWay(way, waysFor(type)) });
	}

	/** Leaves for another sheet; the form is as it was when the person comes back. */
	function leave(openOther: (back: Draft) => void) {
		closeSheet();
		openOther(shown);
	}

	function submitWord(): string {
		if (addsFirst) return words.wayIn.addFirst;
		if (way === 'browser') return words.connect.submit;
		if (way === 'device') return words.wayIn.getCode;
		return busy ? words.wayIn.busy : words.wayIn.connect;
	}

	const missing = missingWays(current?.type);
	const problem = error === null ? null : problemOf(way, error);

	return (
		<SheetForm onSubmit={(event) => void onSubmit(event)}>
			<SheetBody>
				<WayField ways={ways} way={way} missing={missing} onChange={changeWay} />
				<DataCenterField
					way={way}
					dataCenters={snapshot.dataCenters}
					dataCenter={dataCenter}
					finding={finding}
					onChange={setPlace}
					onManage={() => leave(openDataCenters)}
				/>
				<EnvironmentField value={expects} onChange={setExpects} />
				<SelectField
					label={words.connect.apiClient}
					value={value}
					onChange={changeClient}
					options={[
						...clients.map(({ name }) => ({ value: name, label: name })),
						{ value: newClientValue, label: words.connect.addApiClient },
					]}
					side={
						current ? (
							<IconButton
								label={words.apiClient.changeOne}
								icon={<Settings2 {...icon} />}
								onClick={() => leave((back) => openApiClients(current.name, back))}
							/>
						) : null
					}
				/>
				{current && dataCenter && !hasSecretFor(current, dataCenter.id) ? (
					<Notice tone="caution" message={words.connect.noSecret(dataCenter.name)} />
				) : null}
				{choosesScopes ? (
					<>
						<ScopeField {...scopes.field} />
						<ScopeReasons scopes={scopes.asked} />
					</>
				) : null}
				{current ? null : (
					<ApiClientFields
						dataCenter={dataCenter}
						taken={snapshot.apiClients.map(({ name }) => name)}
						type={newType}
						onType={changeNewType}
						secretRef={secretRef}
					/>
				)}
				<ProfileField way={way} customer={customer} onChange={setCustomer} />
				{way === 'code' && current ? (
					<SelfClient
						key={`${dataCenterId} ${current.id} ${scopes.sent.join(',')}`}
						dataCenter={dataCenter}
						request={() => requestOf(shown)}
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
			</SheetBody>
			<SheetProblem error={error} said={problem} />
			<SheetFoot>
				<Button onClick={closeSheet}>{words.connect.cancel}</Button>
				<Button type="submit" tone="primary" aria-disabled={busy}>
					{submitWord()}
				</Button>
			</SheetFoot>
		</SheetForm>
	);
}
