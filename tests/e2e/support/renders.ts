import type { Page } from 'playwright-core';

interface HasWindow {
	readonly window: Pick<Page, 'addInitScript' | 'evaluate'>;
}

interface Fiber {
	readonly flags: number;
	/** A text node's are a text. */
	readonly memoizedProps: unknown;
	readonly child: Fiber | null;
	readonly sibling: Fiber | null;
}

/** React marks what it really worked on with this bit, in production, too: its developer tools count by it. */
const performedWork = 1;

/** From the next load of the page on, counts how often React draws a row of the list: by the hook of its developer tools. */
export async function countRowRenders({ window }: HasWindow): Promise<void> {
	await window.addInitScript((worked) => {
		const counts: Record<string, number> = {};
		let seen = new WeakSet<Fiber>();
		const rowOf = ({ memoizedProps: props }: Fiber): string | null => {
			if (typeof props !== 'object' || props === null || !('connection' in props && 'rowIndex' in props)) return null;
			return (props.connection as { alias: string }).alias;
		};
		function walk(fiber: Fiber | null, now: WeakSet<Fiber>): void {
			for (let each = fiber; each !== null; each = each.sibling) {
				const alias = rowOf(each);
				if (alias === null) walk(each.child, now);
				else {
					now.add(each);
					if (!seen.has(each) && (each.flags & worked) !== 0) counts[alias] = (counts[alias] ?? 0) + 1;
				}
			}
		}
		const hook = {
			supportsFiber: true,
			inject: () => 1,
			onCommitFiberUnmount: () => undefined,
			onPostCommitFiberRoot: () => undefined,
			onCommitFiberRoot: (_: number, root: { current: Fiber }) => {
				const now = new WeakSet<Fiber>();
				walk(root.current, now);
				seen = now;
			},
		};
		Object.assign(globalThis, { __REACT_DEVTOOLS_GLOBAL_HOOK__: hook, rowRenders: counts });
	}, performedWork);
}

/** How often each row was drawn since the last call, by alias. */
export const takeRowRenders = ({ window }: HasWindow): Promise<Readonly<Record<string, number>>> =>
	window.evaluate(() => {
		const counts = Reflect.get(globalThis, 'rowRenders') as Record<string, number>;
		const taken = { ...counts };
		for (const alias of Object.keys(counts)) delete counts[alias];
		return taken;
	});
