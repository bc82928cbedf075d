import { words } from '../words.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The zone that times are shown in; tests name one, the window uses the computer's. */
export interface Zone {
	readonly timeZone?: string;
}

/** Making a format takes far longer than using it, and a long list uses few of them often. */
function keptFormat<Options, Format>(make: new (locale: string, options: Options) => Format) {
	const kept = new Map<string, Format>();
	return (options: Options): Format => {
		const key = `${words.locale} ${JSON.stringify(options)}`;
		const known = kept.get(key);
		if (known) return known;
		const made = new make(words.locale, options);
		kept.set(key, made);
		return made;
	};
}

const dateFormat = keptFormat<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(Intl.DateTimeFormat);
const agoFormat = keptFormat<Intl.RelativeTimeFormatOptions, Intl.RelativeTimeFormat>(Intl.RelativeTimeFormat);
const numberFormat = keptFormat<Intl.NumberFormatOptions, Intl.NumberFormat>(Intl.NumberFormat);

function format(time: number, options: Intl.DateTimeFormatOptions, zone: Zone): string {
	return dateFormat({ ...options, ...zone }).format(time);
}

const dayOf = (time: number, zone: Zone) => format(time, { year: 'numeric', month: '2-digit', day: '2-digit' }, zone);

/** "3 May", with the year if it is another one. */
export function shortDate(iso: string, now: number, zone: Zone = {}): string {
	const time = Date.parse(iso);
	const sameYear = format(time, { year: 'numeric' }, zone) === format(now, { year: 'numeric' }, zone);
	return format(time, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }, zone);
}

/** "14:32", with the day if it is not today. */
export function clockTime(iso: string, now: number, zone: Zone = {}): string {
	const time = Date.parse(iso);
	const clock = format(time, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone);
	return dayOf(time, zone) === dayOf(now, zone) ? clock : `${shortDate(iso, now, zone)}, ${clock}`;
}

/** "3 May 2026, 14:32:05" */
export function exactTime(iso: string, zone: Zone = {}): string {
	const date = format(Date.parse(iso), { day: 'numeric', month: 'short', year: 'numeric' }, zone);
	const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
	return `${date}, ${format(Date.parse(iso), clock, zone)}`;
}

/** "just now", "3 min ago", "3 hr ago", "5 days ago", and the date after 30 days. */
export function relativeTime(iso: string, now: number, zone: Zone = {}): string {
	const age = now - Date.parse(iso);
	if (age < minute) return words.time.justNow;
	const ago = (span: number, unit: 'minute' | 'hour' | 'day') =>
		agoFormat({ style: 'short' }).format(-Math.floor(age / span), unit);
	if (age < hour) return ago(minute, 'minute');
	if (age < day) return ago(hour, 'hour');
	if (age < 30 * day) return ago(day, 'day');
	return words.time.on(shortDate(iso, now, zone));
}

/** What is left of an access token: whole minutes and the share of an hour; null if it ended or none is cached. */
export function timeLeft(iso: string | null, now: number): { minutes: number; share: number } | null {
	if (iso === null) return null;
	const left = Date.parse(iso) - now;
	if (left <= 0) return null;
	return { minutes: Math.floor(left / minute), share: Math.min(1, left / hour) };
}

/** "4:12", never below "0:00". */
export function countdown(iso: string, now: number): string {
	const seconds = Math.max(0, Math.floor((Date.parse(iso) - now) / 1000));
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** "52 mins", "< 1 min" */
export function minutesText(count: number): string {
	if (count < 1) return words.time.underAMinute;
	return numberFormat({ style: 'unit', unit: 'minute' }).format(count);
}
