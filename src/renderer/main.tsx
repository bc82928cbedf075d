import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from './client/client.ts';
import { windowApi } from './client/window.ts';
import { followLanguage } from './follow-language.ts';
import { followNetwork } from './follow-network.ts';
import { Spoken } from './spoken.tsx';
import { createApp } from './stores/app.ts';
import { AppContext } from './stores/app-context.ts';

const root = document.getElementById('root');
if (root) {
	const app = createApp(createClient(windowApi()));
	app.start();
	followLanguage(app, document.documentElement, navigator.language);
	followNetwork(app, window);
	createRoot(root).render(
		<StrictMode>
			<AppContext value={app}>
				<Spoken />
			</AppContext>
		</StrictMode>,
	);
}
