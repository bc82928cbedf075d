import { type ConsentChoice, type ConsentEnd, followConsent } from '../../../src/practice/follow-consent.ts';
import { expect } from './fixtures.ts';
import type { RunningApp } from './running-app.ts';

/** Does in the browser what a person does there. */
export const consent = (url: string, choice: ConsentChoice = {}): Promise<ConsentEnd> => followConsent(url, choice);

/** The Connect sheet. */
export const sheetOf = ({ window }: RunningApp) => window.getByRole('dialog');

/** Chooses an option of a select in the sheet. */
export async function choose(running: RunningApp, label: string, option: string): Promise<void> {
	const { window } = running;
	const select = sheetOf(running).getByRole('combobox', { name: label });
	const wanted = window.getByRole('option', { name: option });
	// A select opens with the next frame, and on a busy machine headless Chromium may draw none for long: then it is pressed again.
	await expect(async () => {
		if (!(await wanted.isVisible())) await select.click();
		await wanted.click({ timeout: 2_000 });
	}).toPass({ timeout: 20_000 });
	await expect(select).toContainText(option);
}

export interface ConnectWishes {
	/** The name of the data center; the one that the sheet proposes if it is not given. */
	readonly dataCenter?: string;
	readonly alias?: string;
	readonly customer?: string;
}

/** From the open sheet to the browser: fills in the form, gives the address that was opened. */
export async function continueInBrowser(running: RunningApp, wishes: ConnectWishes = {}): Promise<string> {
	const sheet = sheetOf(running);
	await expect(sheet.getByRole('heading', { name: 'Connect an org' })).toBeVisible();
	if (wishes.dataCenter) await choose(running, 'Data center', wishes.dataCenter);
	if (wishes.alias) await sheet.getByRole('textbox', { name: 'Alias' }).fill(wishes.alias);
	if (wishes.customer) await sheet.getByRole('textbox', { name: 'Customer' }).fill(wishes.customer);
	await sheet.getByRole('button', { name: 'Continue in browser' }).click();
	return running.nextOpened();
}

/** Connects through the sheet of the toolbar or of the empty list. */
export async function connect(running: RunningApp, org: string, wishes: ConnectWishes = {}): Promise<ConsentEnd> {
	await running.window.getByRole('button', { name: /^Connect( an org)?$/ }).click();
	const end = await consent(await continueInBrowser(running, wishes), { org });
	await expect(sheetOf(running)).toBeHidden();
	return end;
}

/** Starts the practice CRM of the app from the empty list; ends with the sheet open. */
export async function openPractice(running: RunningApp): Promise<void> {
	await running.window.getByRole('button', { name: 'Try it with a practice org' }).click();
	await expect(sheetOf(running).getByRole('heading', { name: 'Connect an org' })).toBeVisible();
}

/** Starts the practice CRM and connects its first orgs: in Europe, and in the United States. */
export async function connectPractice(running: RunningApp): Promise<void> {
	await openPractice(running);
	await consent(await continueInBrowser(running, { dataCenter: 'Practice Europe' }), { org: 'acme' });
	await expect(sheetOf(running)).toBeHidden();
	await connect(running, 'initech-sandbox', { dataCenter: 'Practice United States' });
}

/** Opens the details of a connection. */
export async function select(running: RunningApp, alias: string) {
	await running.row(alias).getByText(alias, { exact: true }).click();
	const pane = running.window.getByRole('region', { name: `Details of ${alias}` });
	await expect(pane).toBeVisible();
	return pane;
}
