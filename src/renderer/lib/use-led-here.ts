import { useEffect, useEffectEvent } from 'react';
import { useView } from '../stores/app-context.ts';
import type { Field } from '../stores/view-store.ts';

/** For a field that a command can lead to: `arrive` gives it the keyboard, once the palette has given it back. */
export function useLedHere(field: Field, arrive: () => void): void {
	const isLed = useView((state) => state.leadsTo === field);
	const arrived = useView((state) => state.arrived);
	const onArrive = useEffectEvent(arrive);
	useEffect(() => {
		if (!isLed) return;
		let frame = requestAnimationFrame(function look() {
			// It fades out, and gives the focus back at the end of that.
			if (document.querySelector('[role="dialog"]')) {
				frame = requestAnimationFrame(look);
				return;
			}
			arrived();
			onArrive();
		});
		return () => cancelAnimationFrame(frame);
	}, [isLed, arrived]);
}
