import { createRoot } from 'react-dom/client';
import { createClient } from '../../../src/renderer/client/client.ts';
import { followLanguage } from '../../../src/renderer/follow-language.ts';
import { en } from '../../../src/renderer/languages/en/index.ts';
import { Spoken } from '../../../src/renderer/spoken.tsx';
import { createApp } from '../../../src/renderer/stores/app.ts';
import { AppContext } from '../../../src/renderer/stores/app-context.ts';
import { speak } from '../../../src/renderer/words.ts';
import { fakeApi, settle } from '../../unit/renderer/fixtures.ts';
import { pseudoWords } from './pseudo.ts';
import { states } from './states.ts';
import { answers, ok, problems, world } from './world.ts';

// The window on a main process that is played: `?language=de&state=list` shows one state in one language.

const asked = new URLSearchParams(location.search);
const language = asked.get('language') ?? 'pseudo';
const state = states[asked.get('state') ?? 'list'] ?? {};
problems.greek = language === 'pseudo';
if (language === 'pseudo') speak('en', pseudoWords(en));
if (language === 'de') speak('de');

const { api } = fakeApi({ snapshot: () => ok(world()), ...answers(), ...state.api?.() });
const app = createApp(createClient(api));
app.start();
// As the app does it: by the settings.
if (language === 'settings') followLanguage(app, document.documentElement, 'en-US');
const root = document.getElementById('root');
if (root)
	createRoot(root).render(
		<AppContext value={app}>
			<Spoken />
		</AppContext>,
	);
await settle();
await state.open?.(app);
document.documentElement.dataset.ready = Object.keys(states).join('\n');
