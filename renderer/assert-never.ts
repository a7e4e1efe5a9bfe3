/** Makes a switch over a closed union exhaustive by type. */
export function assertNever(value: never): never {
  throw new Error(`unexpected: ${JSON.stringify(value)}`);
}
