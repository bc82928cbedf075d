import type { Command } from './command.ts';
import { fuzzyScore, lettersOf, wantedOf } from './fuzzy.ts';

/** So many are in the document at once; the person types on instead of scrolling. */
export const mostShown = 60;

export interface Section {
	readonly name: 'recent' | Command['section'];
	readonly commands: readonly Command[];
}

export interface Found {
	readonly sections: readonly Section[];
	/** How many more match. */
	readonly more: number;
}

const order = ['selected', 'general', 'connections'] as const;

/** The commands that a query means, best first within their section; without a query all, the recent ones first. */
export function findCommands(all: readonly Command[], query: string, recent: readonly string[]): Found {
	return query.trim() === '' ? listed(all, recent) : matching(all, query);
}

function listed(all: readonly Command[], recent: readonly string[]): Found {
	const used = recent.flatMap((id) => all.find((each) => each.id === id) ?? []);
	const rest = all.filter(({ id }) => !recent.includes(id));
	const sections = order.map((name) => ({ name, commands: rest.filter(({ section }) => section === name) }));
	return cut([{ name: 'recent', commands: used }, ...sections]);
}

interface Letters {
	readonly title: string;
	/** The title with what stands beside it. */
	readonly whole: string;
}

const known = new WeakMap<Command, Letters>();

function lettersIn(command: Command): Letters {
	const before = known.get(command);
	if (before) return before;
	const title = lettersOf(command.title);
	const whole = command.note === undefined ? title : lettersOf(`${command.title} ${command.note}`);
	const made = { title, whole };
	known.set(command, made);
	return made;
}

/** What was found last. */
let last = { all: [] as readonly Command[], wanted: '', found: [] as readonly Command[] };

/** Whoever types on looks only through what was found so far. */
function candidates(all: readonly Command[], wanted: string): readonly Command[] {
	return last.all === all && wanted.startsWith(last.wanted) ? last.found : all;
}

function scoreOf(wanted: string, command: Command): number | null {
	const { title, whole } = lettersIn(command);
	const byWhole = fuzzyScore(wanted, whole);
	if (byWhole === null || title === whole) return byWhole;
	// A match that needs the note is worth less than one of the title alone.
	return Math.max(fuzzyScore(wanted, title) ?? Number.NEGATIVE_INFINITY, byWhole - 1);
}

function matching(all: readonly Command[], query: string): Found {
	const wanted = wantedOf(query);
	const scored = candidates(all, wanted).flatMap((command) => {
		const score = scoreOf(wanted, command);
		return score === null ? [] : [{ command, score }];
	});
	last = { all, wanted, found: scored.map(({ command }) => command) };
	scored.sort((a, b) => b.score - a.score);
	const sections = order.map((name) => ({
		name,
		commands: scored.filter(({ command }) => command.section === name).map(({ command }) => command),
		best: scored.find(({ command }) => command.section === name)?.score ?? Number.NEGATIVE_INFINITY,
	}));
	// The section with the best match comes first: Enter does what was most likely meant.
	return cut(sections.sort((a, b) => b.best - a.best));
}

function cut(sections: readonly Section[]): Found {
	let left = mostShown;
	const shown = sections.map(({ name, commands }) => {
		const some = commands.slice(0, left);
		left -= some.length;
		return { name, commands: some };
	});
	const count = sections.reduce((sum, { commands }) => sum + commands.length, 0);
	return { sections: shown.filter(({ commands }) => commands.length > 0), more: Math.max(0, count - mostShown) };
}
