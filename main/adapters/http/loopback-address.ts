/** Which addresses never leave this computer: to them even what is not encrypted may be said. */

export function isLoopback(url: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
}

/** Whether a password or a token may be sent there as it is. */
export function mayReceiveSecrets(url: URL): boolean {
  return url.protocol === 'https:' || isLoopback(url);
}
