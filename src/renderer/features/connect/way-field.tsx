import { useEffect, useEffectEvent, useRef } from 'react';
import { Segments } from '../../components/segments.tsx';
import { useConnect } from '../../stores/app-context.ts';
import type { SignInWay, WayIn } from '../../stores/connect-draft.ts';
import { words } from '../../words.ts';
import styles from './connect.module.css';

interface WayFieldProps {
	/** The ways to sign in that can work; an import always can. */
	readonly ways: readonly SignInWay[];
	readonly way: WayIn;
	/** Why some are missing. */
	readonly missing: string | null;
	readonly onChange: (way: WayIn) => void;
}

/** How connections get here. Another form may take the place of this one: the keyboard stays on the choice. */
export function WayField({ ways, way, missing, onChange }: WayFieldProps) {
	const wayChosen = useConnect((state) => state.wayChosen);
	const field = useRef<HTMLDivElement>(null);
	const onShown = useEffectEvent(() => {
		if (wayChosen) field.current?.querySelector<HTMLInputElement>('input:checked')?.focus();
	});
	useEffect(() => onShown(), []);
	const all: readonly WayIn[] = [...ways, 'import'];
	return (
		<div ref={field} className={styles.way}>
			<Segments
				legend={words.wayIn.legend}
				options={all.map((each) => ({ value: each, label: words.wayIn.names[each] }))}
				value={way}
				onChange={onChange}
			/>
			<p className={styles.intro}>{words.wayIn.intros[way]}</p>
			{missing === null ? null : <p className={styles.panelText}>{missing}</p>}
		</div>
	);
}
