import { SlidersHorizontal } from 'lucide-react';
import { IconButton } from '../../components/icon-button.tsx';
import { useConnect, useLocked } from '../../stores/app-context.ts';
import { words } from '../../words.ts';

/** Leads to the choices of a re-authentication: other scopes, other ways in. */
export function ReauthChoices({ id }: { readonly id: string }) {
	const openReauth = useConnect((state) => state.openReauth);
	return (
		<IconButton
			label={words.acts.reauthMore}
			icon={<SlidersHorizontal aria-hidden="true" size={16} strokeWidth={1.75} />}
			disabled={useLocked()}
			onClick={() => openReauth(id)}
		/>
	);
}
