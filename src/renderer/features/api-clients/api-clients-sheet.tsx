import type { Snapshot } from '../../../shared/views.ts';
import { Sheet } from '../../components/sheet.tsx';
import { useSetup } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { ApiClientList } from './api-client-list.tsx';
import { ChangeApiClient } from './change-api-client.tsx';

/** The API clients, and what can be changed of one. */
export function ApiClientsSheet({ snapshot }: { readonly snapshot: Snapshot }) {
	const { open, editing, close } = useSetup((state) => state);
	const edited = snapshot.apiClients.find(({ name }) => name === editing);
	return (
		<Sheet
			open={open === 'api-clients'}
			title={edited ? words.apiClient.changeTitle(edited.name) : words.apiClient.listTitle}
			onClose={close}
		>
			{edited ? (
				<ChangeApiClient key={edited.id} apiClient={edited} />
			) : (
				<ApiClientList apiClients={snapshot.apiClients} dataCenters={snapshot.dataCenters} />
			)}
		</Sheet>
	);
}
