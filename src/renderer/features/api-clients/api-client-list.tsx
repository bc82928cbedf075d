import { useRef } from 'react';
import type { ApiClientView, DataCenterView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { Name } from '../../components/name.tsx';
import { PracticeMark } from '../../components/practice-mark.tsx';
import styles from '../../components/setup-list.module.css';
import { SheetBody, SheetFoot } from '../../components/sheet-parts.tsx';
import { useLostFocus } from '../../lib/keep-focus.ts';
import { useConnect, useSetup } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { newClientValue } from '../connect/choices.ts';

interface ApiClientListProps {
	readonly apiClients: readonly ApiClientView[];
	readonly dataCenters: readonly DataCenterView[];
}

/** Every API client: its type, whose secrets are held, and how many connections stand on it. */
export function ApiClientList({ apiClients, dataCenters }: ApiClientListProps) {
	const { edit, close } = useSetup((state) => state);
	const openSheet = useConnect((state) => state.openSheet);
	const body = useRef<HTMLDivElement>(null);
	useLostFocus(body);
	const secretsOf = ({ secretsFor }: ApiClientView) =>
		secretsFor
			.map((id) =>
				id === '*' ? words.apiClient.secretForAll : (dataCenters.find((each) => each.id === id)?.name ?? id),
			)
			.join(', ');
	function add() {
		close();
		openSheet({ apiClient: newClientValue });
	}

	return (
		<>
			<SheetBody ref={body} tabIndex={-1}>
				<p className={styles.quiet}>{words.apiClient.listText}</p>
				{apiClients.length === 0 ? <p className={styles.quiet}>{words.apiClient.none}</p> : null}
				<ul className={styles.list}>
					{apiClients.map((apiClient) => (
						<li key={apiClient.id} className={styles.item}>
							<div className={styles.what}>
								<p className={styles.title}>
									<Name text={apiClient.name} className={styles.name} />
									{apiClient.practice ? <PracticeMark /> : null}
								</p>
								<p className={styles.quiet}>
									{words.apiClient.types[apiClient.type].name},{' '}
									{apiClient.connections === 0 ? words.apiClient.unused : words.apiClient.inUse(apiClient.connections)}
								</p>
								<Name text={apiClient.clientId} wrap className={styles.code} />
								{apiClient.secretsFor.length > 0 ? (
									<p className={styles.quiet}>
										{words.apiClient.secretFor}: <bdi>{secretsOf(apiClient)}</bdi>
									</p>
								) : null}
							</div>
							<Button
								size="small"
								aria-label={words.apiClient.changesFor(apiClient.name)}
								onClick={() => edit(apiClient.name)}
							>
								{words.apiClient.change}
							</Button>
						</li>
					))}
				</ul>
			</SheetBody>
			<SheetFoot>
				<Button onClick={close}>{words.connect.close}</Button>
				<Button tone="primary" onClick={add}>
					{words.connect.addApiClient}
				</Button>
			</SheetFoot>
		</>
	);
}
