import { Pencil, Pin, PinOff } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { ConnectionView } from '../../../shared/views.ts';
import { ColourDot } from '../../components/colour-dot.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Name } from '../../components/name.tsx';
import { useLedHere } from '../../lib/use-led-here.ts';
import { useActs, useLocked } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { useDraft } from '../labels/use-draft.ts';
import styles from './detail-title.module.css';

const icon = { 'aria-hidden': true, size: 14, strokeWidth: 1.75 } as const;
const longestAlias = 64;

/** The alias, to be changed in place, and the pin. */
export function DetailTitle({ connection }: { readonly connection: ConnectionView }) {
	const { id, alias, pinned, colour } = connection;
	const edit = useActs((state) => state.edit);
	const locked = useLocked();
	const [renaming, setRenaming] = useState(false);
	const button = useRef<HTMLButtonElement>(null);

	useLedHere('alias', () => setRenaming(true));
	const wasRenaming = useRef(false);
	useEffect(() => {
		if (wasRenaming.current && !renaming) button.current?.focus();
		wasRenaming.current = renaming;
	}, [renaming]);

	if (renaming) {
		return <Rename alias={alias} save={(text) => edit(id, { alias: text })} onEnd={() => setRenaming(false)} />;
	}
	return (
		<div className={styles.line}>
			<h2 className={styles.title}>
				<Name text={alias} />
			</h2>
			{colour ? <ColourDot colour={colour} /> : null}
			{locked ? null : (
				<>
					<IconButton
						ref={button}
						label={words.labels.rename}
						icon={<Pencil {...icon} />}
						className={styles.button}
						onClick={() => setRenaming(true)}
					/>
					<IconButton
						label={pinned ? words.acts.unpin : words.acts.pin}
						icon={pinned ? <PinOff {...icon} /> : <Pin {...icon} />}
						className={styles.button}
						onClick={() => void edit(id, { pinned: !pinned })}
					/>
				</>
			)}
		</div>
	);
}

interface RenameProps {
	readonly alias: string;
	readonly save: Parameters<typeof useDraft>[1];
	readonly onEnd: () => void;
}

function Rename({ alias, save, onEnd }: RenameProps) {
	const draft = useDraft(alias, save);
	const left = useRef(false);
	async function keep() {
		if (left.current) return;
		if (await draft.keep()) onEnd();
	}
	function onKeyDown(event: KeyboardEvent) {
		if (event.key === 'Enter') void keep();
		if (event.key !== 'Escape') return;
		event.stopPropagation();
		left.current = true;
		onEnd();
	}
	return (
		<div>
			<input
				// biome-ignore lint/a11y/noAutofocus: the person has just asked to type here.
				autoFocus
				aria-label={words.labels.alias}
				aria-invalid={draft.problem !== null || undefined}
				aria-describedby="rename-problem"
				autoComplete="off"
				spellCheck={false}
				maxLength={longestAlias}
				value={draft.text}
				className={styles.input}
				onFocus={(event) => event.target.select()}
				onChange={(event) => draft.type(event.target.value)}
				onBlur={() => void keep()}
				onKeyDown={onKeyDown}
			/>
			<p id="rename-problem" role="status" className={styles.problem}>
				{draft.problem}
			</p>
		</div>
	);
}
