import type { FormEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useApp } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './connect.module.css';
import { pasteProblem } from './ways-in.ts';

/** For a browser that cannot reach this computer: the address that it ended at is brought here by hand. */
export function PasteAddress({ signInId }: { readonly signInId: string }) {
	const { client, toasts } = useApp();
	const [open, setOpen] = useState(false);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<ReturnType<typeof pasteProblem> | null>(null);
	// It holds the code: it is in no state, and in no element once it was taken.
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => {
		if (open) field.current?.focus();
	}, [open]);

	async function onSubmit(event: FormEvent) {
		event.preventDefault();
		const input = field.current;
		if (input === null || busy) return;
		setBusy(true);
		setProblem(null);
		try {
			const taken = await client.call('pasteSignInAddress', { address: input.value });
			input.value = '';
			const isThis = taken.signInId === signInId;
			if (isThis) toasts.getState().announce(words.connect.pasteTaken);
			else toasts.getState().done(words.connect.pasteOther);
		} catch (error) {
			setProblem(pasteProblem(viewOf(error)));
			input.select();
		} finally {
			setBusy(false);
		}
	}

	if (!open) {
		return (
			<Button tone="quiet" size="small" className={styles.pasteOpen} onClick={() => setOpen(true)}>
				{words.connect.pasteOpen}
			</Button>
		);
	}
	return (
		<form className={styles.paste} onSubmit={(event) => void onSubmit(event)}>
			<TextField
				label={words.connect.paste}
				name="address"
				hint={words.connect.pasteHint}
				dir="ltr"
				maxLength={8000}
				ref={field}
				side={
					<Button type="submit" className={styles.beside} aria-disabled={busy}>
						{words.connect.goOn}
					</Button>
				}
				required
			/>
			{problem ? <Notice tone="problem" alert {...problem} /> : null}
		</form>
	);
}
