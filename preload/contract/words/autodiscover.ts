/** Autodiscover in words: what became of each address that was asked, and what to do next. */
import type { AddressSearchView, SearchStepView } from '../views/address-search.ts';

const whys: Readonly<Record<string, string>> = {
  'name-not-resolved': 'no such name',
  refused: 'the port is closed',
  timeout: 'no answer in time',
  'connection-lost': 'the connection broke off',
  'too-large': 'the answer is too large',
  'no-redirect': 'points nowhere',
  'no-https': 'not https',
  'no-tls': 'the port does not speak TLS',
  expired: 'its certificate has expired',
  'not-yet-valid': 'its certificate is not valid yet',
  'wrong-host': 'its certificate is for another name',
  'self-signed': 'its certificate is self-signed',
  'unknown-authority': 'its certificate is from an authority that is not trusted here',
  'sign-in-not-offered': 'does not offer the sign-in that is set',
  'no-ews-address': 'names no address of EWS that is https',
  InvalidUser: 'does not know this mailbox',
  '500': 'does not know this mailbox',
  InvalidDomain: 'is not responsible for this domain',
};

function whyOf({ why }: SearchStepView): string {
  if (why === undefined) return '';
  return whys[why] ?? (/^\d{3}$/.test(why) ? `answers ${why}` : why);
}

/** `nothing there: no such name` */
export function sayStep(step: SearchStepView): string {
  const why = whyOf(step);
  switch (step.outcome) {
    case 'found':
      return 'found';
    case 'redirected':
      return `points to ${step.to ?? 'nowhere'}`;
    case 'refused':
      return 'refused the password';
    case 'nothing-there':
      return why === '' ? 'nothing there' : `nothing there: ${why}`;
    case 'not-safe':
      return why === '' ? 'not asked: not safe' : `not asked: ${why}`;
    case 'error':
      return why === '' ? 'cannot help' : `cannot help: ${why}`;
  }
}

/** The outcome in a sentence, and what to do about it ('' when it is done). */
export function saySearch({ found, askFor, isRefused, steps }: AddressSearchView): {
  readonly sentence: string;
  readonly remedy: string;
} {
  if (found.length > 0) {
    const sentence = found.length === 1 ? 'EWS was found.' : `${found.length} addresses of EWS were found.`;
    return { sentence, remedy: '' };
  }
  if (isRefused) {
    return {
      sentence: 'The password was refused, so nothing more was asked.',
      remedy: 'Enter user and password of the master account again, then search once more.',
    };
  }
  if (askFor !== null) {
    return {
      sentence: `Autodiscover points to ${askFor}, which is outside the domain of the mailbox.`,
      remedy: `If ${askFor} is yours or your hoster's, allow it; it is then told the master account's password.`,
    };
  }
  if (steps.length === 0) {
    return {
      sentence: 'Nobody was asked: this is no mail address.',
      remedy: 'Give the address of a mailbox, like anna@example.org.',
    };
  }
  return {
    sentence: 'Autodiscover answered nowhere.',
    remedy:
      'Enter the address by hand; on the server, Get-WebServicesVirtualDirectory | Format-List InternalUrl, ExternalUrl shows it.',
  };
}
