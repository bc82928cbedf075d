import { useEffect, useRef } from 'react';
import type { ErrorView } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { CopyTrace } from '../../components/copy-trace.tsx';
import { NextActButton } from '../../components/next-act.tsx';
import { Notice } from '../../components/notice.tsx';
import { SheetBody, SheetFoot } from '../../components/sheet-parts.tsx';
import { explain } from '../../lib/explain.ts';
import { useConnect } from '../../stores/app-context.ts';
import { words } from '../../words.ts';

/** The sign-in ended without a connection: why, and again. */
export function ConnectFailed({ error }: { readonly error: ErrorView }) {
	const backToForm = useConnect((state) => state.backToForm);
	const closeSheet = useConnect((state) => state.closeSheet);
	const body = useRef<HTMLDivElement>(null);
	useEffect(() => body.current?.focus(), []);
	return (
		<>
			<SheetBody ref={body} tabIndex={-1}>
				<Notice tone="problem" alert {...explain(error)}>
					<NextActButton error={error} />
					<CopyTrace />
				</Notice>
			</SheetBody>
			<SheetFoot>
				<Button onClick={closeSheet}>{words.connect.close}</Button>
				<Button tone="primary" onClick={backToForm}>
					{words.connect.tryAgain}
				</Button>
			</SheetFoot>
		</>
	);
}
