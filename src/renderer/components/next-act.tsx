import type { ErrorView } from '../client/client.ts';
import { useApp } from '../stores/app-context.ts';
import { nextActOf } from '../stores/next-acts.ts';
import type { About } from '../stores/toast-store.ts';
import { Button } from './button.tsx';

interface NextActButtonProps {
	readonly error: ErrorView;
	readonly about?: About;
	/** Just before it is done, for what the act takes away. */
	readonly onBegin?: () => void;
}

/** The next step of an error as a button, where a click can do it; else its sentence is all. */
export function NextActButton({ error, about, onBegin }: NextActButtonProps) {
	const next = nextActOf(useApp(), error.code, about);
	if (next === null) return null;
	return (
		<Button
			size="small"
			onClick={() => {
				onBegin?.();
				next.run();
			}}
		>
			{next.label}
		</Button>
	);
}
