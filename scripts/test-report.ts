import { readFileSync } from 'node:fs';

/** The counts of a runner, and the names of what it skipped. */
export interface Counts {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: readonly string[];
}

interface VitestReport {
	readonly testResults: readonly {
		readonly name: string;
		readonly status: string;
		readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
	}[];
}

interface PlaywrightSuite {
	readonly title: string;
	readonly suites?: readonly PlaywrightSuite[];
	readonly specs?: readonly { readonly title: string; readonly tests: readonly { readonly status: string }[] }[];
}

/** Reads Vitest's JSON report; a file that did not even load counts as one failure. */
export function vitestCounts(path: string): Counts {
	const report: VitestReport = JSON.parse(readFileSync(path, 'utf8'));
	const tests = report.testResults.flatMap((file) => file.assertionResults);
	const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
	const are = (...states: string[]) => tests.filter((test) => states.includes(test.status));
	return {
		passed: are('passed').length,
		failed: are('failed').length + broken.length,
		skipped: are('pending', 'skipped', 'todo').map((test) => test.fullName),
	};
}

/** Reads Playwright's JSON report; a flaky test counts as failed. */
export function playwrightCounts(path: string): Counts {
	const report: { readonly suites: readonly PlaywrightSuite[]; readonly errors: readonly unknown[] } = JSON.parse(
		readFileSync(path, 'utf8'),
	);
	const all: { readonly title: string; readonly status: string }[] = [];
	const walk = (suite: PlaywrightSuite, above: string) => {
		const title = `${above} ${suite.title}`.trim();
		for (const spec of suite.specs ?? [])
			for (const test of spec.tests) all.push({ title: `${title} ${spec.title}`, status: test.status });
		for (const inner of suite.suites ?? []) walk(inner, title);
	};
	for (const suite of report.suites) walk(suite, '');
	return {
		passed: all.filter((test) => test.status === 'expected').length,
		failed: all.filter((test) => test.status === 'unexpected' || test.status === 'flaky').length + report.errors.length,
		skipped: all.filter((test) => test.status === 'skipped').map((test) => test.title),
	};
}
