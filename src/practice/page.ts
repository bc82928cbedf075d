import { randomBytes } from 'node:crypto';
import type { Answer } from './endpoint.ts';
import { type Html, html } from './html.ts';
import type { PageWords } from './languages/en.ts';
import { pageStyle } from './page-style.ts';

/**
 * A page that nobody can mistake for Zoho's: no script, no foreign content, no frame, no cache, no referrer.
 * `formEnd` is where a form on the page may end, since Chromium applies `form-action` to redirects as well.
 */
export function page(words: PageWords, status: number, title: string, content: Html, formEnd?: string): Answer {
	const nonce = randomBytes(16).toString('base64');
	const formTargets = formEnd === undefined ? "'none'" : `'self' ${formTarget(formEnd)}`;
	const markup = html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${words.title(title)}</title>
<style nonce="${nonce}">${pageStyle}</style>
</head>
<body>
<p class="strip">${words.strip}</p>
<main>
${content}
</main>
</body>
</html>
`;
	return {
		status,
		headers: {
			'content-type': 'text/html;charset=UTF-8',
			'content-security-policy': [
				"default-src 'none'",
				`style-src 'nonce-${nonce}'`,
				`form-action ${formTargets}`,
				"base-uri 'none'",
				"frame-ancestors 'none'",
			].join('; '),
		},
		body: markup.text,
	};
}

/** A page that says what was wrong with a request. Zoho shows these itself too, and sends nothing to the redirect URI. */
export function errorPage(words: PageWords, title: string, reason: string): Answer {
	return page(
		words,
		400,
		title,
		html`<h1>${title}</h1>
<p>${reason}</p>
<p class="quiet">${words.error.nothingSent}</p>`,
	);
}

/** The page for a form that was answered before, or too late. */
export function endedPage(words: PageWords): Answer {
	return errorPage(words, words.error.ended, words.error.endedWhy);
}

function formTarget(formEnd: string): string {
	const { hostname, origin, protocol } = new URL(formEnd);
	// A CSP source cannot name an IPv6 address.
	return hostname.startsWith('[') ? protocol : origin;
}
