'use strict';
const { contextBridge, ipcRenderer } = require('electron');

class Made {
  constructor() {
    this.one = 1;
  }
  method() {}
}
const attempt = act => {
  try {
    return act();
  } catch (error) {
    return error.message;
  }
};

contextBridge.exposeInMainWorld('probe', {
  nested: { double: x => x * 2 },
  callBack: act => `${act('from preload')}!`,
  boom: () => {
    throw new RangeError('boom');
  },
  made: () => new Made(),
  later: async x => {
    if (x < 0) throw new TypeError('negative');
    return { x, when: new Date(0), map: new Map([['key', new Set([1])]]) };
  },
  echo: (...args) => ipcRenderer.invoke('echo', ...args),
  unclonable: () => ipcRenderer.invoke('echo', () => 1).catch(error => error.message),
  nobody: () => ipcRenderer.invoke('nobody').catch(error => error.message),
  failing: () => ipcRenderer.invoke('failing').catch(error => error.message),
  listen: heard => {
    const pass = (_event, said) => heard(said);
    ipcRenderer.on('told', pass);
    return () => ipcRenderer.removeListener('told', pass);
  },
  sandbox: () => [process.type, process.sandboxed, attempt(() => require('node:fs'))],
});
contextBridge.exposeInMainWorld(
  'again',
  attempt(() => contextBridge.exposeInMainWorld('probe', {})),
);
globalThis.ofThePreloadAlone = 'hidden';
