'use strict';
// The script that Node runs: CommonJS, because Playwright asks the main script for `require('electron')`. All else is in start.ts.
const { start } = require('./start.ts');

start(require).catch(error => {
  console.error(error);
  process.exit(1);
});
