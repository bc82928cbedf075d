import { languageOf } from '../shared/languages.ts';
import type { App } from './stores/app.ts';
import { speak, words } from './words.ts';

/** Speaks the language of the settings, and another one as soon as they change; `system` is the computer's locale. Gives back what ends it. */
export function followLanguage(
	{ data, toasts }: Pick<App, 'data' | 'toasts'>,
	root: Pick<HTMLElement, 'lang' | 'dir'>,
	system: string,
) {
	const follow = () => {
		const before = words;
		speak(languageOf(data.getState().snapshot?.settings.language ?? 'system', system));
		root.lang = words.locale;
		root.dir = words.direction;
		// What was said already is text in the other language.
		if (words !== before) toasts.setState({ toasts: [], announcement: '' });
	};
	follow();
	return data.subscribe(follow);
}
