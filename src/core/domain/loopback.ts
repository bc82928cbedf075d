const hosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a URL leads to this computer, where neither a network nor TLS is needed. */
export const isLoopback = ({ hostname }: Pick<URL, 'hostname'>): boolean => hosts.has(hostname);
