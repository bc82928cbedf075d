import { answerConsent, type ConsentChoice, titleOf } from './follow-consent.ts';

/** The page on which the person ended. */
export interface DeviceEnd {
	readonly status: number;
	readonly text: string;
}

/**
 * Does what a person does in the browser for a device: opens the verification URL, types the user code, chooses an org,
 * accepts (or declines). Throws as `followConsent` does, also for a code that the page does not take.
 */
export async function followDevice(
	verificationUrl: string,
	userCode: string,
	choice: Pick<ConsentChoice, 'org' | 'decline'> = {},
): Promise<DeviceEnd> {
	const opened = await fetch(verificationUrl, { redirect: 'manual' });
	const form = await opened.text();
	if (!opened.ok || !/<input [^>]*name="user_code"/.test(form)) throw new Error(`No page for a code: ${titleOf(form)}`);
	const typed = await fetch(verificationUrl, {
		method: 'POST',
		redirect: 'manual',
		body: new URLSearchParams({ user_code: userCode }),
	});
	const answered = await answerConsent(typed, verificationUrl, choice);
	const text = await answered.text();
	if (!answered.ok) throw new Error(`No answer taken: ${titleOf(text)}`);
	return { status: answered.status, text };
}
