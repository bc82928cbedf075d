import { AppView } from './app.tsx';
import { useSpoken } from './words.ts';

/** The window in the language that is spoken now. Another one begins it anew: nothing of the old one can stay. */
export const Spoken = () => <AppView key={useSpoken().locale} />;
