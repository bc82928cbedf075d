import { describeScope } from './describe-scope.ts';
import type { Answer } from './endpoint.ts';
import { type Html, html } from './html.ts';
import type { OfferedOrg } from './offered-orgs.ts';
import { page } from './page.ts';
import type { PracticeOrg } from './practice-data.ts';
import { type PracticeDataCenter, practicePlace } from './practice-data-center.ts';

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
	{ client, scopes }: ConsentQuestion,
	orgs: readonly OfferedOrg[],
	here: PracticeDataCenter,
	{ action, ticket, redirectUri }: ConsentForm,
): Answer {
	const afterwards =
		redirectUri === null
			? html`Go on only if it was you who began on the device.`
			: html`Either answer takes you back to <bdi>${redirectUri}</bdi>`;
	// <bdi> keeps a right-to-left name from turning the sentence around it.
	const content = html`<h1><bdi>${client.name}</bdi> asks for access to a CRM org</h1>
<p class="quiet">Orgs, users and tokens on this page are made up. ${here.name} runs on this computer only.</p>
<h2>It will be able to</h2>
<ul>${scopes.map((scope) => html`<li>${describeScope(scope)} <code>${scope}</code></li>`)}</ul>
<form method="post" action="${action}">
<input type="hidden" name="ticket" value="${ticket}">
<fieldset>
<legend>Org and user</legend>
${orgs.map(({ org, home }, index) => orgChoice(org, home.id === here.id, index === 0))}
</fieldset>
<p class="quiet">${afterwards}</p>
<div class="acts">
<button class="accept" name="choice" value="accept">Accept</button>
<button name="choice" value="decline">Decline</button>
</div>
</form>`;
	return page(200, 'Allow access?', content, redirectUri ?? here.accountsUrl);
}

function orgChoice(org: PracticeOrg, isHere: boolean, isChosen: boolean): Html {
	const elsewhere = isHere ? '' : html`<span class="quiet">lives in ${practicePlace(org.location).inSentence}</span>`;
	return html`<label class="org">
<input type="radio" name="org" value="${org.key}" data-company="${org.companyName}"${isChosen ? html` checked` : ''}>
<span><strong><bdi>${org.companyName}</bdi></strong>
<span class="quiet"><bdi>${org.user.name}</bdi>, ${org.user.email}</span>${elsewhere}</span>
<span class="type ${org.type}">${org.type}</span>
</label>
`;
}
