import { ExternalLink } from 'lucide-react';
import type { DataCenterView } from '../../../shared/views.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { useApp } from '../../stores/app-context.ts';
import { words } from '../../words.ts';

/** Leads to the API console of a data center, where it has one. */
export function ConsoleButton({ dataCenter }: { readonly dataCenter: DataCenterView | undefined }) {
	const { client, toasts } = useApp();
	if (!dataCenter || dataCenter.consoleUrl === null) return null;

	async function openConsole(id: string) {
		try {
			await client.call('openApiConsole', { dataCenter: id });
		} catch (error) {
			toasts.getState().problem(viewOf(error));
		}
	}

	return (
		<Button
			size="small"
			icon={<ExternalLink aria-hidden="true" size={14} strokeWidth={1.75} />}
			onClick={() => void openConsole(dataCenter.id)}
		>
			{words.apiClient.openConsole}
		</Button>
	);
}
