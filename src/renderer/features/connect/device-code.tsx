import { words } from '../../words.ts';
import styles from './connect.module.css';
import { groupsOf } from './ways-in.ts';

/** The code that is typed on the other device. */
export function DeviceCode({ userCode }: { readonly userCode: string }) {
	return (
		<p className={styles.deviceCode}>
			<span className="visually-hidden">{words.connect.deviceCode}: </span>
			{groupsOf(userCode).map((group, index) => {
				// The groups of one code neither move nor go.
				const key = String(index);
				return <span key={key}>{group} </span>;
			})}
		</p>
	);
}
