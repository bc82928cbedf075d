import { devicePagePath } from './device-endpoint.ts';
import type { Answer } from './endpoint.ts';
import { html } from './html.ts';
import { page } from './page.ts';
import type { PracticeDataCenter } from './practice-data-center.ts';

/** The page on which a person types the code that a device shows; `complaint` says what was wrong with the last one. */
export function userCodePage(here: PracticeDataCenter, complaint?: string): Answer {
	const title = 'Connect a device';
	const content = html`<h1>${title}</h1>
<p class="quiet">Orgs, users and tokens on these pages are made up. ${here.name} runs on this computer only.</p>
<form method="post" action="${devicePagePath}">
<p><label for="user_code">The code that the device shows</label></p>
<p><input class="typed" id="user_code" name="user_code" autocomplete="off" spellcheck="false" maxlength="20" required></p>
${complaint === undefined ? '' : html`<p role="alert">${complaint}</p>`}
<div class="acts">
<button class="accept">Continue</button>
</div>
</form>`;
	return page(complaint === undefined ? 200 : 400, title, content, here.accountsUrl);
}

/** The page after a person's answer: nothing leads back to the device, it asks by itself. */
export function deviceEndPage(accepted: boolean): Answer {
	const title = accepted ? 'Access given' : 'Access declined';
	const content = html`<h1>${title}</h1>
<p>The device learns of it within a minute. You can close this tab.</p>`;
	return page(200, title, content);
}
