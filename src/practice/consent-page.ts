import { describeScope } from './describe-scope.ts';
import type { Answer } from './endpoint.ts';
import { type Html, html } from './html.ts';
import type { PageWords } from './languages/en.ts';
import type { OfferedOrg } from './offered-orgs.ts';
import { page } from './page.ts';
import type { PracticeOrg } from './practice-data.ts';
import type { PracticeDataCenter } from './practice-data-center.ts';

/** Who asks for what. */
export interface ConsentQuestion {
	readonly client: { readonly name: string };
	readonly scopes: readonly string[];
}

/** The form of a consent page. */
export interface ConsentForm {
	readonly action: string;
	/** Makes the form good for one answer. */
	readonly ticket: string;
	/** Where either answer leads; null when it leads nowhere, as for a device. */
	readonly redirectUri: string | null;
}

/** The page on which a person chooses an org and accepts or declines. */
export function consentPage(
	words: PageWords,
	{ client, scopes }: ConsentQuestion,
	orgs: readonly OfferedOrg[],
	here: PracticeDataCenter,
	{ action, ticket, redirectUri }: ConsentForm,
): Answer {
	const said = words.consent;
	const afterwards = redirectUri === null ? html`${said.device}` : html`${said.back} <bdi>${redirectUri}</bdi>`;
	// <bdi> keeps a right-to-left name from turning the sentence around it.
	const content = html`<h1><bdi>${client.name}</bdi> ${said.asks}</h1>
<p class="quiet">${words.made(here.name)}</p>
<h2>${said.able}</h2>
<ul>${scopes.map((scope) => html`<li>${describeScope(scope, words.scopes)} <code>${scope}</code></li>`)}</ul>
<form method="post" action="${action}">
<input type="hidden" name="ticket" value="${ticket}">
<fieldset>
<legend>${said.org}</legend>
${orgs.map(({ org, home }, index) => orgChoice(words, org, home.id === here.id, index === 0))}
</fieldset>
<p class="quiet">${afterwards}</p>
<div class="acts">
<button class="accept" name="choice" value="accept">${said.accept}</button>
<button name="choice" value="decline">${said.decline}</button>
</div>
</form>`;
	return page(words, 200, said.title, content, redirectUri ?? here.accountsUrl);
}

function orgChoice({ consent, places }: PageWords, org: PracticeOrg, isHere: boolean, isChosen: boolean): Html {
	const place = places[org.location] ?? org.location;
	const elsewhere = isHere ? '' : html`<span class="quiet">${consent.livesIn(place)}</span>`;
	return html`<label class="org">
<input type="radio" name="org" value="${org.key}" data-company="${org.companyName}"${isChosen ? html` checked` : ''}>
<span><strong><bdi>${org.companyName}</bdi></strong>
<span class="quiet"><bdi>${org.user.name}</bdi>, ${org.user.email}</span>${elsewhere}</span>
<span class="type ${org.type}">${consent.types[org.type]}</span>
</label>
`;
}
