'use strict';
// CommonJS: Playwright wants a default export, which this project has nowhere else.
module.exports = {
  testDir: '.',
  outputDir: '../../test-results',
  // Bounds for what hangs; on a machine with much else to do a story may take a minute.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // Each test has a profile, a data folder and servers of its own, and waits most of its time.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
};
