import { createContext } from 'react';

/** Where lists and menus that open are put: inside the sheet or the bar, so that they belong to it for screen readers. */
export const PortalContext = createContext<HTMLElement | null>(null);
