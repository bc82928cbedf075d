import { devicePagePath } from './device-endpoint.ts';
import type { Answer } from './endpoint.ts';
import { html } from './html.ts';
import type { PageWords } from './languages/en.ts';
import { page } from './page.ts';
import type { PracticeDataCenter } from './practice-data-center.ts';

/** The page on which a person types the code that a device shows; `complaint` says what was wrong with the last one. */
export function userCodePage(words: PageWords, here: PracticeDataCenter, complaint?: string): Answer {
	const { title, code, goOn } = words.device;
	const content = html`<h1>${title}</h1>
<p class="quiet">${words.made(here.name)}</p>
<form method="post" action="${devicePagePath}">
<p><label for="user_code">${code}</label></p>
<p><input class="typed" id="user_code" name="user_code" autocomplete="off" spellcheck="false" maxlength="20" required></p>
${complaint === undefined ? '' : html`<p role="alert">${complaint}</p>`}
<div class="acts">
<button class="accept">${goOn}</button>
</div>
</form>`;
	return page(words, complaint === undefined ? 200 : 400, title, content, here.accountsUrl);
}

/** The page after a person's answer: nothing leads back to the device, it asks by itself. */
export function deviceEndPage(words: PageWords, accepted: boolean): Answer {
	const { given, declined, learns } = words.device;
	const title = accepted ? given : declined;
	const content = html`<h1>${title}</h1>
<p>${learns}</p>`;
	return page(words, 200, title, content);
}
