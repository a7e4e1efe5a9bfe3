/** Limits of the guard that nothing ever reaches: for lives in which people may do anything. */
export const noLimits = {
  removalsPerMailbox: 1_000_000,
  removalsPercent: 100,
  removalsAtLeast: 1_000_000,
  removalsPerRun: 1_000_000,
  removalsPerRunPercent: 100,
  createsPercent: 1_000_000,
} as const;
