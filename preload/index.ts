/** Puts `window.integrator` on the page: two functions, known names alone. Nothing of Electron or Node passes through. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { askChannel, isNoticeName, isRequestName, noticeChannel } from './contract/bridge.ts';

const refused = {
  ok: false,
  problem: {
    code: 'request.refused',
    sentence: 'The window asked for something that does not exist.',
    remedy: 'Open the window anew.',
    facts: {},
  },
};

contextBridge.exposeInMainWorld('integrator', {
  ask: (name: unknown, args: unknown): Promise<unknown> =>
    isRequestName(name) ? ipcRenderer.invoke(askChannel, name, args) : Promise.resolve(refused),
  listen: (name: unknown, heard: (notice: unknown) => void): (() => void) => {
    if (!isNoticeName(name)) return () => {};
    const pass = (_event: IpcRendererEvent, told: unknown, notice: unknown) => {
      if (told === name) heard(notice);
    };
    ipcRenderer.on(noticeChannel, pass);
    return () => {
      ipcRenderer.removeListener(noticeChannel, pass);
    };
  },
});
