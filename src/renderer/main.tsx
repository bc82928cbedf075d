import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AppView } from './app.tsx';
import { createClient } from './client/client.ts';
import { windowApi } from './client/window.ts';
import { createApp } from './stores/app.ts';
import { AppContext } from './stores/app-context.ts';

const root = document.getElementById('root');
if (root) {
	const app = createApp(createClient(windowApi()));
	app.start();
	createRoot(root).render(
		<StrictMode>
			<AppContext value={app}>
				<AppView />
			</AppContext>
		</StrictMode>,
	);
}
