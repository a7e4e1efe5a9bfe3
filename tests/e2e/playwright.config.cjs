'use strict';
// CommonJS: Playwright wants a default export, which this project has nowhere else.
module.exports = {
  testDir: '.',
  outputDir: '../../test-results',
  timeout: 60_000,
  expect: { timeout: 20_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
};
