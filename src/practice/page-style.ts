import { Html } from './html.ts';

/** The stylesheet of every page: the system's font, one accent, light and dark, nothing that moves. */
export const pageStyle = new Html(`
:root {
	--back: #f4f5f5; --card: #fff; --ink: #1b2021; --quiet: #5a6365; --line: #d9dddd;
	--accent: #0b6b66; --on-accent: #fff; --strip-a: #f3e3b3; --strip-b: #eed795; --on-strip: #4a3700;
	--red: #b3261e; --blue: #1f5fa8; --violet: #6b41b0;
}
@media (prefers-color-scheme: dark) {
	:root {
		--back: #15191a; --card: #1e2425; --ink: #e6eaea; --quiet: #a0abad; --line: #364042;
		--accent: #4fb8b0; --on-accent: #06201e; --strip-a: #463810; --strip-b: #524217; --on-strip: #f6e3aa;
		--red: #c93c33; --blue: #86b6ef; --violet: #bd9df0;
	}
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 14px/1.5 system-ui, sans-serif; }
.strip {
	margin: 0; padding: 6px 16px; text-align: center; font-weight: 600; color: var(--on-strip);
	background: repeating-linear-gradient(135deg, var(--strip-a) 0 12px, var(--strip-b) 12px 24px);
}
main {
	max-width: 500px; margin: 32px auto; padding: 24px; background: var(--card);
	border: 1px solid var(--line); border-radius: 10px; overflow-wrap: anywhere;
}
h1 { margin: 0 0 8px; font-size: 20px; line-height: 1.3; font-weight: 600; }
h2, legend { padding: 0; font-size: 11px; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; color: var(--quiet); }
h2 { margin: 20px 0 4px; }
p { margin: 0 0 12px; }
ul { margin: 0; padding: 0; list-style: none; }
li { padding: 4px 0; }
code { font: 12px/1.4 ui-monospace, monospace; color: var(--quiet); }
.quiet { color: var(--quiet); font-size: 12px; }
fieldset { margin: 20px 0 16px; padding: 0; border: 0; min-width: 0; }
legend { margin-bottom: 8px; }
.org {
	display: grid; grid-template-columns: auto 1fr auto; gap: 0 12px; align-items: center;
	padding: 10px 12px; border: 1px solid var(--line); border-bottom-width: 0; cursor: pointer;
}
.org:first-of-type { border-radius: 6px 6px 0 0; }
.org:last-of-type { border-radius: 0 0 6px 6px; border-bottom-width: 1px; }
.org:has(:checked) { background: color-mix(in srgb, var(--accent) 9%, transparent); }
.org:focus-within { outline: 2px solid var(--accent); outline-offset: -1px; }
.org input { margin: 0; accent-color: var(--accent); }
.org strong { display: block; font-weight: 600; }
.org span { display: block; min-width: 0; line-height: 1.45; }
.org .type { padding: 1px 7px; border: 1px solid; border-radius: 6px; font-size: 11px; font-weight: 600; }
.org .production { background: var(--red); border-color: var(--red); color: #fff; text-transform: uppercase; }
.org .sandbox { color: var(--blue); }
.org .developer { color: var(--violet); }
input.typed {
	width: 100%; padding: 8px 12px; color: var(--ink); background: transparent; border: 1px solid var(--line);
	border-radius: 6px; font: 18px/1.4 ui-monospace, monospace; letter-spacing: .1em; text-transform: uppercase;
}
input.typed:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.acts { display: flex; flex-direction: row-reverse; justify-content: flex-start; gap: 8px; }
button {
	padding: 7px 18px; font: inherit; font-weight: 600; color: var(--ink); background: transparent;
	border: 1px solid var(--line); border-radius: 6px; cursor: pointer;
}
button.accept { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`);
