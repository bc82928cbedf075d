import { useEffect, useState } from 'react';
import type { ComputerView } from '../../../shared/views.ts';
import { viewOf } from '../../client/client.ts';
import { useApp } from '../../stores/app-context.ts';

/** What the computer decides, null until it is known; and how to tell what an act changed of it. */
export function useComputer(): readonly [computer: ComputerView | null, put: (computer: ComputerView) => void] {
	const { client, toasts } = useApp();
	const [computer, setComputer] = useState<ComputerView | null>(null);
	useEffect(() => {
		let here = true;
		client.call('computer', {}).then(
			(known) => here && setComputer(known),
			(error: unknown) => toasts.getState().problem(viewOf(error)),
		);
		return () => {
			here = false;
		};
	}, [client, toasts]);
	return [computer, setComputer];
}
