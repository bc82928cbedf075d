import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import type { ConnectionView, Snapshot } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { EnvBadge } from '../../components/env-badge.tsx';
import { Name } from '../../components/name.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFoot, SheetForm, SheetProblem } from '../../components/sheet-parts.tsx';
import { useConnect } from '../../stores/app-context.ts';
import type { SignInWay } from '../../stores/connect-draft.ts';
import { words } from '../../words.ts';
import styles from './connect.module.css';
import { splitScopes } from './new-client.ts';
import { type ScopeChoice, scopeChoices, scopesOf } from './scope-choices.ts';
import { ScopeDiffView } from './scope-diff-view.tsx';
import { ScopeField } from './scope-field.tsx';
import { SelfClient } from './self-client.tsx';
import { missingWays, possibleWay, problemOf, waysToRenew } from './ways-in.ts';

interface ReauthFormProps {
	readonly connection: ConnectionView;
	readonly snapshot: Snapshot;
}

/** Renews a connection in place, with other scopes or by another way in than the one click. */
export function ReauthForm({ connection, snapshot }: ReauthFormProps) {
	const { busy, error, renew, backToForm, closeSheet } = useConnect((state) => state);
	const apiClient = snapshot.apiClients.find(({ name }) => name === connection.apiClient);
	const dataCenter = snapshot.dataCenters.find(({ id }) => id === connection.dataCenter);
	const ways = waysToRenew(apiClient?.type);
	const [wantedWay, setWantedWay] = useState<SignInWay>('browser');
	const way = possibleWay(wantedWay, ways);
	const [choice, setChoice] = useState<ScopeChoice>('same');
	const choices = scopeChoices(connection, apiClient);
	const [typed, setTyped] = useState(() => connection.scopes.join(', '));
	const codeRef = useRef<HTMLInputElement>(null);
	const scopes = scopesOf(choice, apiClient) ?? splitScopes(typed);

	function onSubmit(event: FormEvent) {
		event.preventDefault();
		if (busy) return;
		const code = codeRef.current?.value.trim() ?? '';
		if (codeRef.current) codeRef.current.value = '';
		void renew(connection.id, scopes, way === 'code' ? { code } : way === 'device' ? 'device' : 'browser');
	}

	function submitWord(): string {
		if (way === 'browser') return words.connect.submit;
		if (way === 'device') return words.wayIn.getCode;
		return busy ? words.wayIn.busy : words.acts.reauth;
	}

	const missing = missingWays(apiClient?.type, words.wayIn.missingAtReauth);
	const problem = error === null ? null : problemOf(way, error);

	return (
		<SheetForm onSubmit={onSubmit}>
			<SheetBody>
				<div className={styles.who}>
					<p className={styles.whoLine}>
						<span className={styles.quiet}>{words.reauth.as}</span>
						<Name text={connection.user.email} />
					</p>
					<p className={styles.whoLine}>
						<span className={styles.quiet}>{words.reauth.to}</span>
						<Name text={connection.org.name} />
						<EnvBadge environment={connection.environment} />
					</p>
				</div>
				<div className={styles.way}>
					{ways.length > 1 ? (
						<Segments
							legend={words.wayIn.legend}
							options={ways.map((each) => ({ value: each, label: words.wayIn.names[each] }))}
							value={way}
							onChange={(next) => {
								setWantedWay(next);
								// What went wrong on the other way is over.
								backToForm();
							}}
						/>
					) : null}
					<p className={styles.intro}>{words.wayIn.intros[way]}</p>
					{missing === null ? null : <p className={styles.panelText}>{missing}</p>}
				</div>
				<ScopeField {...{ choices, choice, typed }} onChoice={setChoice} onTyped={setTyped} />
				<ScopeDiffView connection={connection} scopes={scopes} />
				{way === 'code' ? (
					<SelfClient
						key={scopes.join(',')}
						dataCenter={dataCenter}
						request={() => ({ id: connection.id, scopes: [...scopes] })}
						codeRef={codeRef}
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
