import { afterEach, expect, it } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import { followLanguage } from '../../../src/renderer/follow-language.ts';
import { explain } from '../../../src/renderer/lib/explain.ts';
import { createApp } from '../../../src/renderer/stores/app.ts';
import { speak, words } from '../../../src/renderer/words.ts';
import { errorWords } from '../../../src/shared/error-words.ts';
import { defaultSettings, type Settings } from '../../../src/shared/settings.ts';
import { fakeApi, settle, snapshot } from './fixtures.ts';

afterEach(() => speak('en'));

async function started(language: Settings['language'], system: string) {
	const kept = { ...defaultSettings, language };
	const { api } = fakeApi({ snapshot: () => Promise.resolve({ ok: true, data: snapshot({ settings: kept }) }) });
	const app = createApp(createClient(api));
	const root = { lang: '', dir: '' };
	const stop = followLanguage(app, root, system);
	app.start();
	await settle();
	return { app, root, stop };
}

it('speaks the language of the computer until another one is chosen, and the chosen one at once', async () => {
	const { app, root, stop } = await started('system', 'de-AT');
	expect(root).toEqual({ lang: 'de-DE', dir: 'ltr' });
	app.toasts.getState().done(words.acts.revoked('acme'));
	await app.data.getState().changeSettings({ language: 'en' });
	expect(root.lang).toBe('en-GB');
	expect(words.acts.check).toBe('Check');
	expect(app.toasts.getState().toasts).toEqual([]);
	stop();
});

it('says an error that came before in the language that is spoken now', async () => {
	const { app, stop } = await started('en', 'de-DE');
	const error = errorWords('NEEDS_REAUTH', { alias: 'acme' }, 'window');
	expect(explain(error).hint).toBe('Re-authenticate to keep using it.');
	await app.data.getState().changeSettings({ language: 'de' });
	expect(explain(error).message).toBe('Zoho akzeptiert die Anmeldung von „acme“ nicht mehr.');
	stop();
});
