'use strict';
const path = require('node:path');
const { app, BrowserWindow, ipcMain, protocol, session } = require('electron');

const policy = "default-src 'self'; script-src 'self'";
const page =
  '<!doctype html><title>start</title><script>document.title = "inline"</script><script src="/script.js"></script><iframe src="/frame"></iframe>';
const answer = request => {
  const headers = type => ({ 'Content-Type': type, 'Content-Security-Policy': policy });
  const { pathname } = new URL(request.url);
  if (pathname === '/script.js') {
    return new Response("document.title = 'ran ' + typeof window.probe", {
      headers: headers('text/javascript'),
    });
  }
  return new Response(pathname === '/frame' ? '<p>frame' : page, { headers: headers('text/html') });
};

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
const found = { asked: [], allClosed: false };
globalThis.selfTest = found;
app.on('window-all-closed', () => {
  found.allClosed = true;
});
app.whenReady().then(async () => {
  ipcMain.handle('echo', (event, ...args) => {
    found.asked.push([event.senderFrame.origin, event.senderFrame.parent]);
    return args;
  });
  ipcMain.handle('failing', () => {
    throw new Error('said no');
  });
  session.defaultSession.setPermissionRequestHandler((_contents, name, decide) =>
    decide(name === 'geolocation'),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, name) => name !== 'notifications');
  protocol.handle('app', answer);
  const preload = path.join(__dirname, 'preload.cjs');
  const window = new BrowserWindow({ width: 700, height: 500, webPreferences: { preload } });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', event => event.preventDefault());
  await window.loadURL('app://main/index.html');
  window.webContents.send('told', { list: [1], when: new Date(5) });
  found.address = window.webContents.getURL();
  found.ready = true;
});
