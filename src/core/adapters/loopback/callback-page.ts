import { createHash } from 'node:crypto';
import type { Language } from '../../../shared/languages.ts';

const style = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f6f7f7;color:#1c2122}
main{max-width:26rem;padding:2rem;text-align:center}
h1{font-size:1.25rem;margin:0 0 .5rem}
p{margin:.25rem 0;color:#4c5659}
strong{display:block;margin:1rem 0 .25rem;font:600 2rem/1 ui-monospace,monospace;letter-spacing:.35em;text-indent:.35em;color:#0b5f5f}
@media(prefers-color-scheme:dark){body{background:#16191a;color:#e8eced}p{color:#a7b1b4}strong{color:#5cc7c0}}
`;

/** Sent with every page: no script, nothing loaded, nothing kept, nothing passed on. */
export function pageHeaders(): Readonly<Record<string, string>> {
	const styleHash = createHash('sha256').update(style).digest('base64');
	return {
		'content-type': 'text/html; charset=utf-8',
		'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
		'cache-control': 'no-store',
		'referrer-policy': 'no-referrer',
		'x-content-type-options': 'nosniff',
		'cross-origin-opener-policy': 'same-origin',
		connection: 'close',
	};
}

export type PageKind = 'received' | 'declined' | 'unknown' | 'used' | 'refused';

interface PageTexts {
	readonly pages: Readonly<Record<PageKind, readonly [title: string, text: string]>>;
	/** Below the check code. */
	readonly code: string;
}

const texts: Readonly<Record<Language, PageTexts>> = {
	en: {
		pages: {
			received: ['Back to Latchkey', 'Latchkey has what it needs. You can close this tab.'],
			declined: ['Nothing was connected', 'The consent was declined. You can close this tab.'],
			unknown: [
				'Not a sign-in that Latchkey waits for',
				'It may be an old tab. Start again in Latchkey; a sign-in that waits there goes on.',
			],
			used: ['Already used', 'This sign-in has come back before. You can close this tab.'],
			refused: ['Not here', 'Only the browser coming back from a sign-in is answered here.'],
		},
		code: 'Latchkey shows the same four letters.',
	},
	de: {
		pages: {
			received: ['Zurück zu Latchkey', 'Latchkey hat, was es braucht. Sie können diesen Tab schließen.'],
			declined: ['Nichts wurde verbunden', 'Die Zustimmung wurde abgelehnt. Sie können diesen Tab schließen.'],
			unknown: [
				'Auf diese Anmeldung wartet Latchkey nicht',
				'Vielleicht ist es ein alter Tab. Beginnen Sie in Latchkey von vorn; eine Anmeldung, die dort wartet, geht weiter.',
			],
			used: ['Schon benutzt', 'Diese Anmeldung ist schon zurückgekommen. Sie können diesen Tab schließen.'],
			refused: ['Nicht hier', 'Hier wird nur der Browser bedient, der von einer Anmeldung zurückkommt.'],
		},
		code: 'Latchkey zeigt dieselben vier Buchstaben.',
	},
};

/** One of the few pages that the browser may see, in its language. Nothing of the request is repeated in it. */
export function callbackPage(kind: PageKind, language: Language, checkCode?: string): string {
	const { pages, code: below } = texts[language];
	const [title, text] = pages[kind];
	const code = checkCode ? `<strong>${checkCode}</strong><p>${below}</p>` : '';
	return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style><main><h1>${title}</h1><p>${text}</p>${code}</main></html>`;
}
