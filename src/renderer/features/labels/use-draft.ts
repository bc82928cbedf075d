import { useRef, useState } from 'react';
import type { ErrorView } from '../../client/client.ts';
import { explain } from '../../lib/explain.ts';

/** A text that is edited in place: what is typed, why it was refused, and the ways to keep it or to leave it. */
export interface Draft {
	readonly text: string;
	/** Something was typed that is not saved. */
	readonly isTouched: boolean;
	readonly problem: string | null;
	readonly type: (text: string) => void;
	/** Saves what was typed, if it differs; resolves to whether nothing is left to be saved. */
	readonly keep: (text?: string) => Promise<boolean>;
	readonly leave: () => void;
}

/** Shows what is saved until something is typed; what was refused stays to be mended. */
export function useDraft(saved: string, save: (text: string) => Promise<ErrorView | null>): Draft {
	const [typed, setTyped] = useState<string | null>(null);
	const [problem, setProblem] = useState<string | null>(null);
	const saving = useRef<{ readonly text: string; readonly done: Promise<boolean> } | null>(null);
	const leave = () => {
		setTyped(null);
		setProblem(null);
	};
	const keepNow = async (text: string) => {
		if (text.trim() === saved) {
			leave();
			return true;
		}
		const error = await save(text.trim());
		if (error === null) leave();
		else {
			const { message, hint } = explain(error);
			setTyped(text);
			setProblem(`${message} ${hint}`);
		}
		return error === null;
	};
	// Who leaves the field by a button that keeps it as well saves it once.
	const keep = (text = typed ?? saved) => {
		if (saving.current?.text === text) return saving.current.done;
		const done = keepNow(text).finally(() => {
			saving.current = null;
		});
		saving.current = { text, done };
		return done;
	};
	const type = (text: string) => {
		setTyped(text);
		setProblem(null);
	};
	return { text: typed ?? saved, isTouched: typed !== null, problem, type, keep, leave };
}
