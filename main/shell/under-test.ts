/** Whether end-to-end specs may reach into the app. Never into an installed one, whatever its environment says. */
export function isUnderTest(
  environment: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
): boolean {
  return !isPackaged && environment['INTEGRATOR_E2E'] === '1';
}
