import { useApp } from '../stores/app-context.ts';
import { copyTrace } from '../stores/copy-trace.ts';
import { words } from '../words.ts';
import { Button } from './button.tsx';

/** Copies what failed lately, for whoever is asked for help. */
export function CopyTrace() {
	const app = useApp();
	return (
		<Button size="small" tone="quiet" onClick={() => void copyTrace(app)}>
			{words.trace.copy}
		</Button>
	);
}
