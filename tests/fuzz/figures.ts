/** How a fuzz run is started. */
export interface FuzzOptions {
	readonly runs: number;
	readonly seed: number;
}

/** Figures as data. */
export interface Report {
	readonly counts: readonly (readonly [name: string, count: number])[];
	readonly failures: readonly string[];
}

/** Of an input, in characters: the end of a stack of calls still fits. */
const longest = 3_000;

/** A fuzz run's numbers by name, in the order in which they were first counted, and what went wrong. */
export class Figures {
	readonly #counts = new Map<string, number>();
	readonly #failures: string[] = [];

	count(name: string, by = 1): void {
		this.#counts.set(name, this.of(name) + by);
	}

	of(name: string): number {
		return this.#counts.get(name) ?? 0;
	}

	/** Notes a broken promise, with the input that broke it; the run goes on. */
	fail(what: string, input: unknown): void {
		this.#failures.push(`${what}: ${JSON.stringify(input)?.slice(0, longest)}`);
	}

	/** Notes a broken promise unless it held. */
	expect(holds: boolean, what: string, input: unknown = null): void {
		if (!holds) this.fail(what, input);
	}

	get failures(): readonly string[] {
		return this.#failures;
	}

	/** Takes in what another run, or another process, counted. */
	add({ counts, failures }: Report): void {
		for (const [name, count] of counts) this.count(name, count);
		this.#failures.push(...failures);
	}

	/** The numbers as they cross between processes. */
	report(): Report {
		return { counts: [...this.#counts], failures: this.#failures };
	}

	lines(): string[] {
		return [...this.#counts].map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`);
	}
}

/** Runs a fuzz test as a program: `[RUNS] [SEED]` as arguments, figures and seed at the end, exit code 1 when a promise broke. */
export async function fuzzProgram(name: string, fuzz: (options: FuzzOptions) => Promise<Figures>): Promise<void> {
	const [runs = 10_000, seed = Math.floor(Math.random() * 2 ** 31)] = process.argv.slice(2).map(Number);
	if (![runs, seed].every(Number.isSafeInteger) || runs < 1) {
		console.error(`Usage: npm run ${name} -- [RUNS] [SEED]`);
		process.exitCode = 2;
		return;
	}
	console.log(`${name}: ${runs} runs, seed ${seed}`);
	const began = Date.now();
	const figures = await fuzz({ runs, seed });
	for (const failure of figures.failures.slice(0, 20)) console.log(`FAILED ${failure}`);
	for (const line of figures.lines()) console.log(line);
	console.log(`${figures.failures.length} failures, ${((Date.now() - began) / 1000).toFixed(1)} s, seed ${seed}`);
	process.exitCode = figures.failures.length > 0 ? 1 : 0;
}
