import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { viewOf } from '../../client/client.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { useApp } from '../../stores/app-context.ts';
import { words } from '../../words.ts';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** Copies what stands in the input beside it. */
export function CopyRedirectUri({ name = words.apiClient.copy }: { readonly name?: string }) {
	const { client, toasts } = useApp();
	const [copied, setCopied] = useState(false);
	async function copy(button: Element) {
		const uri = button.parentElement?.querySelector('input');
		if (!uri) return;
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
			name={name}
			icon={copied ? <Check {...icon} /> : <Copy {...icon} />}
			onClick={(event) => void copy(event.currentTarget)}
		/>
	);
}
