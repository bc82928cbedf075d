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
	await select.click();
	await window.getByRole('option', { name: option }).click();
	await expect(select).toContainText(option);
}

/** What a person calls a connection once it is there. */
interface Names {
	/** The proposed one if it is not given. */
	readonly alias?: string;
	readonly customer?: string;
}

interface ConnectWishes extends Names {
	/** The name of the data center; the one that the sheet proposes if it is not given. */
	readonly dataCenter?: string;
}

/** From the open sheet to the browser: fills in the form, gives the address that was opened. */
export async function continueInBrowser(running: RunningApp, dataCenter?: string): Promise<string> {
	const sheet = sheetOf(running);
	await expect(sheet.getByRole('heading', { name: 'Connect an org' })).toBeVisible();
	if (dataCenter) await choose(running, 'Data center', dataCenter);
	await sheet.getByRole('button', { name: 'Continue in browser' }).click();
	return running.nextOpened();
}

/** The last step of the sheet: what is connected is named, and the sheet closes. */
export async function nameIt(running: RunningApp, { alias, customer }: Names = {}): Promise<void> {
	const sheet = sheetOf(running);
	await expect(sheet.getByRole('heading', { name: 'The org is connected' })).toBeVisible();
	if (alias) await sheet.getByRole('textbox', { name: 'Alias' }).fill(alias);
	if (customer) {
		const field = sheet.getByRole('combobox', { name: 'Customer' });
		await field.fill(customer);
		// Its suggestions lie over the rest until it is left.
		await field.press('Tab');
	}
	await sheet.getByRole('button', { name: 'Done' }).click();
	await expect(sheet).toBeHidden();
}

/** Connects through the sheet of the toolbar or of the empty list. */
export async function connect(running: RunningApp, org: string, wishes: ConnectWishes = {}): Promise<ConsentEnd> {
	await running.window.getByRole('button', { name: /^Connect( an org)?$/ }).click();
	const end = await consent(await continueInBrowser(running, wishes.dataCenter), { org });
	await nameIt(running, wishes);
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
	await consent(await continueInBrowser(running, 'Practice Europe'), { org: 'acme' });
	await nameIt(running);
	await connect(running, 'initech-sandbox', { dataCenter: 'Practice United States' });
}

/** Opens the details of a connection. */
export async function select(running: RunningApp, alias: string) {
	await running.row(alias).getByText(alias, { exact: true }).click();
	const pane = running.window.getByRole('region', { name: `Details of ${alias}` });
	await expect(pane).toBeVisible();
	return pane;
}
