import { unescapeHtml } from './html.ts';

/** What the person does on the consent page; accepts the first org when nothing is said. */
export interface ConsentChoice {
	/** An org's key or its company name. */
	readonly org?: string;
	readonly decline?: boolean;
	/** Stops with the callback URL instead of opening it. */
	readonly stopAtRedirect?: boolean;
}

/** Where the browser ended: status and text are those of the last page (302 and empty when it stopped at the redirect). */
export interface ConsentEnd {
	readonly callbackUrl: string;
	readonly status: number;
	readonly text: string;
}

/**
 * Does what a person does in the browser: opens the authorization URL, chooses an org, accepts (or declines), follows
 * the redirect to the loopback listener; returns the last page's status and text. Throws when a page is not the
 * expected one, with its title, and when the org is not on the page.
 */
export async function followConsent(authorizationUrl: string, choice: ConsentChoice = {}): Promise<ConsentEnd> {
	const opened = await fetch(authorizationUrl, { redirect: 'manual' });
	const answered = await answerConsent(opened, authorizationUrl, choice);
	const callbackUrl = answered.headers.get('location');
	if (callbackUrl === null) throw new Error(`No redirect: ${titleOf(await answered.text())}`);
	if (choice.stopAtRedirect) return { callbackUrl, status: answered.status, text: '' };
	const last = await fetch(callbackUrl);
	return { callbackUrl, status: last.status, text: await last.text() };
}

/** Sends the form of a consent page that was opened at `url`. Throws when it is another page, with its title. */
export async function answerConsent(opened: Response, url: string, choice: ConsentChoice): Promise<Response> {
	const page = await opened.text();
	const [, action, ticket] =
		/<form method="post" action="([^"]*)">\s*<input [^>]*name="ticket" value="([^"]*)"/.exec(page) ?? [];
	if (!opened.ok || action === undefined || ticket === undefined) throw new Error(`No consent page: ${titleOf(page)}`);

	return fetch(new URL(unescapeHtml(action), url), {
		method: 'POST',
		redirect: 'manual',
		body: new URLSearchParams({
			ticket: unescapeHtml(ticket),
			org: chooseOrg(page, choice.org),
			choice: choice.decline ? 'decline' : 'accept',
		}),
	});
}

function chooseOrg(page: string, wanted: string | undefined): string {
	const radios = [...page.matchAll(/<input type="radio" name="org" value="([^"]*)" data-company="([^"]*)"/g)];
	const orgs = radios.map(([, key = '', company = '']) => ({ key: unescapeHtml(key), company: unescapeHtml(company) }));
	const chosen = wanted === undefined ? orgs[0] : orgs.find(({ key, company }) => key === wanted || company === wanted);
	if (!chosen) throw new Error(`The consent page does not offer ${wanted ?? 'any org'}.`);
	return chosen.key;
}

/** What a page says in its headline. */
export function titleOf(page: string): string {
	const [, title = 'a page without a title'] = /<h1>(.*?)<\/h1>/s.exec(page) ?? [];
	return unescapeHtml(title.replace(/<[^>]*>/g, ''));
}
