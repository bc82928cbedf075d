import { join } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes a minute or more. */
const longest = new Set(
	['faults/faults.test.ts', 'integration/core/crash.test.ts', 'integration/cli/json-contract.test.ts'].map((file) =>
		join(import.meta.dirname, '..', file),
	),
);

/**
 * Vitest begins with the largest files where it has not run before. The longest one is among the smallest: begun last, it leaves the other
 * worker idle.
 */
export class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const sorted = await super.sort(files);
		const isLong = ({ moduleId }: TestSpecification) => longest.has(moduleId);
		return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
	}
}
