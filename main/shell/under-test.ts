/** What end-to-end specs may do with the app. Never with an installed one, whatever its environment says. */

/** Whether they may reach into it. */
export function isUnderTest(
  environment: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
): boolean {
  return !isPackaged && environment['INTEGRATOR_E2E'] === '1';
}

/** The key that version files are believed by: the product's own. Specs, who cannot sign for it, have one of theirs. */
export function updateKeyFor(
  own: string | null,
  environment: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
): string | null {
  return isUnderTest(environment, isPackaged) ? (environment['INTEGRATOR_E2E_UPDATE_KEY'] ?? own) : own;
}
