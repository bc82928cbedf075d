import type { Command } from './commands.ts';
import { fuzzyScore } from './fuzzy.ts';

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

function matching(all: readonly Command[], query: string): Found {
	const scored = all.flatMap((command) => {
		const byTitle = fuzzyScore(query, command.title);
		// A match that needs the note is worth less than one of the title alone.
		const byBoth = command.note === undefined ? null : fuzzyScore(query, `${command.title} ${command.note}`);
		const score = Math.max(byTitle ?? Number.NEGATIVE_INFINITY, (byBoth ?? Number.NEGATIVE_INFINITY) - 1);
		return Number.isFinite(score) ? [{ command, score }] : [];
	});
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
