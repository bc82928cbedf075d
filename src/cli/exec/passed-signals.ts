import { closeSync, openSync } from 'node:fs';

/** What a terminal (Ctrl-C, Ctrl-\, its end) sends to every process on it, to the program as well as to us. */
const fromTerminal: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGHUP'];

/**
 * Takes the signals that would end this process and passes each on, once: on a terminal the program got those that come from it already.
 * Gives what ends that.
 */
export function passSignals(pass: (signal: NodeJS.Signals) => void): () => void {
	const isShared = hasTerminal();
	const take = (signal: NodeJS.Signals) => {
		if (!isShared || !fromTerminal.includes(signal)) pass(signal);
	};
	const taken: readonly NodeJS.Signals[] = [...fromTerminal, 'SIGTERM'];
	for (const signal of taken) process.on(signal, take);
	return () => {
		for (const signal of taken) process.removeListener(signal, take);
	};
}

/** Whether a terminal controls this process, wherever its streams lead. A console of Windows tells all of its processes by itself. */
function hasTerminal(): boolean {
	if (process.platform === 'win32') return true;
	try {
		closeSync(openSync('/dev/tty', 'r'));
		return true;
	} catch {
		return false;
	}
}
