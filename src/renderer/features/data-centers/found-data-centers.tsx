import type { Output } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { HintText } from '../../components/hint-text.tsx';
import { Name } from '../../components/name.tsx';
import styles from '../../components/setup-list.module.css';
import { useSetup } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { hostOf } from '../connections/grouping.ts';

interface FoundDataCentersProps {
	readonly found: Output<'findDataCenters'>['found'];
}

/** What Zoho names and nobody here trusts yet, with the hosts that trusting it would send secrets to. */
export function FoundDataCenters({ found }: FoundDataCentersProps) {
	const { busy, trust } = useSetup((state) => state);
	if (found.length === 0) return <p>{words.dataCenters.none}</p>;

	// The button goes with what was trusted: the keyboard stays in the sheet.
	async function onTrust(location: string, button: Element) {
		const keeper = button.closest<HTMLElement>('[data-keeps-focus]');
		if (await trust(location)) keeper?.focus({ preventScroll: true });
	}

	return (
		<>
			<h3 className={styles.heading}>{words.dataCenters.newOnes}</h3>
			<ul className={styles.list}>
				{found.map(({ location, accountsUrl, apiUrl }) => (
					<li key={location} className={styles.item}>
						<div className={styles.what}>
							<p className={styles.title}>
								<Name text={location.toUpperCase()} className={styles.name} />
							</p>
							<p>
								<span className={styles.quiet}>{words.dataCenters.accounts}: </span>
								<bdi className={styles.code}>{hostOf(accountsUrl)}</bdi>
							</p>
							{apiUrl === null ? (
								<p className={styles.quiet}>
									<HintText text={words.dataCenters.unguessed} />
								</p>
							) : (
								<p>
									<span className={styles.quiet}>{words.dataCenters.api}: </span>
									<bdi className={styles.code}>{hostOf(apiUrl)}</bdi>
								</p>
							)}
						</div>
						{apiUrl === null ? null : (
							<Button
								size="small"
								aria-disabled={busy}
								aria-label={words.acts.of(words.dataCenters.trust, location.toUpperCase())}
								onClick={({ currentTarget }) => void onTrust(location, currentTarget)}
							>
								{words.dataCenters.trust}
							</Button>
						)}
					</li>
				))}
			</ul>
		</>
	);
}
