import type { ConnectionView } from '../../shared/views.ts';

/** The name of the org, or the alias as long as nobody has asked Zoho for it. */
export const orgName = ({ org, alias }: Pick<ConnectionView, 'org' | 'alias'>) => org.name.trim() || alias;
