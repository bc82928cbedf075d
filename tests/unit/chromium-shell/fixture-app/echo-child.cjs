// A utility process: echoes, ends with the code it is told, and says what it sees.
process.parentPort.on('message', ({ data, ports }) => {
	if (data?.exit !== undefined) process.exit(data.exit);
	if (data === 'about') {
		const { argv, type, send, execArgv } = process;
		process.parentPort.postMessage({
			values: argv.slice(2),
			type,
			send: typeof send,
			execArgv,
			word: process.env.WORD,
		});
		return;
	}
	if (data === 'function') {
		try {
			process.parentPort.postMessage(() => undefined);
		} catch (error) {
			process.parentPort.postMessage(error.message);
		}
		return;
	}
	process.parentPort.postMessage({ data, ports });
});
console.log('child is up');
