/**
 * Where Autodiscover may be asked about a mailbox, in Microsoft's order (docs: how to generate a list of Autodiscover endpoints): the
 * mailbox's own domain, then `autodiscover.` in front of it. Never a domain above it: whoever owns `autodiscover.com` must not be asked.
 */

export interface Place {
  readonly url: string;
  /** SOAP since Exchange 2010; POX is plain XML, which every version speaks. */
  readonly method: 'soap' | 'pox';
}

const domainName =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** The domain of an SMTP address, in lower case; null when it is none. */
export function domainOf(address: string): string | null {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  return at > 0 && domainName.test(domain) ? domain : null;
}

/** In the order in which they are asked, for each host SOAP before POX. */
export function placesOf(domain: string): readonly Place[] {
  return [domain, `autodiscover.${domain}`].flatMap((host): readonly Place[] => [
    { url: `https://${host}/autodiscover/autodiscover.svc`, method: 'soap' },
    { url: `https://${host}/autodiscover/autodiscover.xml`, method: 'pox' },
  ]);
}

/** Asked by plain http, without a sign-in and only for where it points to (its answer is a redirect or nothing). */
export function plainPlaceOf(domain: string): string {
  return `http://autodiscover.${domain}/autodiscover/autodiscover.xml`;
}

/** The method that a path speaks; what ends in `.svc` is SOAP. */
export function methodOf(url: URL): Place['method'] {
  return url.pathname.toLowerCase().endsWith('.svc') ? 'soap' : 'pox';
}

/** Whether a host belongs to the domain of the mailbox: to others a password goes only when a person has said so. */
export function isWithin(host: string, domain: string): boolean {
  const name = host.toLowerCase();
  return name === domain || name.endsWith(`.${domain}`);
}
