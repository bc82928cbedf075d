import { defineConfig } from '@playwright/test';

/** What looks at the window alone, on a main process that is played: no app, no port, no keychain. */
const windowAlone = ['accessible.spec.ts', 'languages.spec.ts'];

// Two workers, one a project. The app's tests go one by one: its practice CRM and the redirect URI of an API client have fixed ports.
export default defineConfig({
	testDir: 'tests/e2e',
	globalSetup: './tests/e2e/support/global-setup.ts',
	workers: 2,
	projects: [
		{ name: 'window alone', testMatch: windowAlone, workers: 1 },
		{ name: 'app', testIgnore: windowAlone, workers: 1 },
	],
	retries: 0,
	forbidOnly: Boolean(process.env.CI),
	timeout: 60_000,
	expect: { timeout: 10_000 },
	reporter: [['line'], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['json'] as const] : [])],
});
