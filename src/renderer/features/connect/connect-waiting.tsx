import { Copy, ExternalLink } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { SignInView } from '../../../shared/views.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Name } from '../../components/name.tsx';
import { SheetBody, SheetFoot } from '../../components/sheet-parts.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { useActs, useApp } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './connect.module.css';
import { DeviceCode } from './device-code.tsx';
import { PasteAddress } from './paste-address.tsx';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

type WaitAct = 'openSignInPage' | 'copySignInLink' | 'openDevicePage' | 'copyDeviceCode';

interface ConnectWaitingProps {
	readonly signIn: SignInView;
	/** The name of the data center. */
	readonly dataCenter: string;
}

/** Step 2: the person is in the browser, here or on another device. */
export function ConnectWaiting({ signIn, dataCenter }: ConnectWaitingProps) {
	const { client, toasts } = useApp();
	const cancelSignIn = useActs((state) => state.cancelSignIn);
	const finishing = signIn.state !== 'waiting';
	const first = useRef<HTMLDivElement>(null);
	// The button that started the sign-in is gone: the focus goes on here.
	useEffect(() => first.current?.focus(), []);

	async function act(method: WaitAct, done: string | null) {
		try {
			await client.call(method, { signInId: signIn.id });
			if (done !== null) toasts.getState().done(done);
		} catch (error) {
			toasts.getState().problem(viewOf(error));
		}
	}

	const { device } = signIn;
	// Until Zoho answers, a new connection may turn out to live elsewhere.
	const isOpen = signIn.kind === 'connect' && signIn.state === 'waiting';
	const text = device ? words.connect.deviceText : words.connect.waitingText;

	return (
		<>
			<SheetBody ref={first} tabIndex={-1} className={styles.waiting}>
				<p className={styles.intro}>{finishing ? words.connect.finishing : text}</p>
				{device ? <DeviceCode userCode={device.userCode} /> : null}
				{signIn.checkCode === null ? null : (
					<p className={styles.code}>
						<span className="visually-hidden">{words.connect.code}: </span>
						{signIn.checkCode}
					</p>
				)}
				<p className={styles.left}>
					<StatusMark status="pending" />
					<Countdown until={signIn.expiresAt} />
				</p>
				<div className={styles.acts}>
					{device ? (
						<>
							<Button tone="primary" icon={<ExternalLink {...icon} />} onClick={() => void act('openDevicePage', null)}>
								{words.connect.openPage}
							</Button>
							<Button icon={<Copy {...icon} />} onClick={() => void act('copyDeviceCode', words.connect.codeCopied)}>
								{words.connect.copyCode}
							</Button>
						</>
					) : (
						<>
							<Button icon={<ExternalLink {...icon} />} onClick={() => void act('openSignInPage', null)}>
								{words.connect.openAgain}
							</Button>
							<Button icon={<Copy {...icon} />} onClick={() => void act('copySignInLink', words.connect.linkCopied)}>
								{words.connect.copyLink}
							</Button>
						</>
					)}
				</div>
				{finishing || device ? null : <PasteAddress key={signIn.id} signInId={signIn.id} />}
				<dl className={styles.facts}>
					<dt>{isOpen ? words.connect.beginsAt : words.connect.dataCenter}</dt>
					<dd>
						<Name text={dataCenter} wrap />
					</dd>
					<dt>{words.connect.apiClient}</dt>
					<dd>
						<Name text={signIn.apiClient} wrap />
					</dd>
					{signIn.redirectUri === null ? null : (
						<>
							<dt>{words.connect.comesBackTo}</dt>
							<dd>
								<code>{signIn.redirectUri}</code>
							</dd>
						</>
					)}
					{device ? (
						<>
							<dt>{words.connect.address}</dt>
							<dd>
								<code>{device.verificationUrl}</code>
							</dd>
						</>
					) : null}
				</dl>
			</SheetBody>
			<SheetFoot>
				<p className={styles.note}>{words.connect.keepsWaiting}</p>
				<Button onClick={() => void cancelSignIn(signIn.id)}>{words.connect.cancel}</Button>
			</SheetFoot>
		</>
	);
}
