import { useEffect, useRef } from 'react';
import { countdown, minutesText } from '../lib/time.ts';
import { useSeconds } from '../lib/use-now.ts';
import { useApp } from '../stores/app-context.ts';
import { words } from '../words.ts';

/** Then it is worth an interruption; what comes at the end says whoever waits for it. */
const told = { minutes: 5, withinSeconds: 10 } as const;

interface CountdownProps {
	readonly until: string;
	readonly className?: string | undefined;
	/** Around the time. */
	readonly say?: (time: string) => string;
}

/** The time that is left, anew every second. Screen readers hear of it once, when five minutes are left. */
export function Countdown({ until, className, say = words.connect.left }: CountdownProps) {
	const { toasts } = useApp();
	const now = useSeconds();
	const isTold = useRef(false);
	const seconds = (Date.parse(until) - now) / 1000;
	const isTime = seconds <= told.minutes * 60 && seconds > told.minutes * 60 - told.withinSeconds;
	useEffect(() => {
		if (!isTime || isTold.current) return;
		isTold.current = true;
		toasts.getState().announce(words.connect.left(minutesText(told.minutes)));
	}, [isTime, toasts]);
	return (
		<span role="timer" className={className}>
			{say(countdown(until, now))}
		</span>
	);
}
