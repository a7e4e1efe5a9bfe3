export function FirstStartPath() {
  return null;
}
