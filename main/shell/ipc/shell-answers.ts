/** Requests that need the desktop: a file dialog, the browser, starting with Windows. */
import { writeFile } from 'node:fs/promises';
import { app, BrowserWindow, dialog, shell } from 'electron';
import type { Reply } from '../../../preload/contract/reply.ts';
import type { AnswerOf, ParsedArgumentsOf, ShellRequests } from '../../../preload/contract/requests.ts';

export type ShellRequestName = keyof ShellRequests;
export type ShellAnswers = {
  readonly [N in ShellRequestName]: (args: ParsedArgumentsOf<N>) => Promise<Reply<AnswerOf<N>>>;
};

/** Started with Windows it stays in the tray. */
const loginItem = { args: ['--hidden'] };

async function saveText(fileName: string, text: string): Promise<Reply<AnswerOf<'desktop.save-text'>>> {
  const [window] = BrowserWindow.getAllWindows();
  const options = { defaultPath: fileName };
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  if (canceled || filePath === '') return { ok: true, value: { path: null } };
  try {
    await writeFile(filePath, text, 'utf8');
    return { ok: true, value: { path: filePath } };
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const sentence = `The file could not be written (${why}).`;
    const problem = {
      code: 'store.failed',
      sentence,
      remedy: 'Choose another folder.',
      facts: { file: fileName },
    };
    return { ok: false, problem };
  }
}

export type PageName = ParsedArgumentsOf<'desktop.open-page'>['page'];

/** `pages`: the addresses behind the names; https alone is opened, anything else is not. */
export function createShellAnswers(
  pages: (page: PageName) => Promise<string | null>,
  update: () => Promise<AnswerOf<'desktop.update'>>,
): ShellAnswers {
  return {
    'desktop.open-page': async ({ page }) => {
      const address = await pages(page);
      if (address === null || !URL.canParse(address) || new URL(address).protocol !== 'https:') {
        return { ok: true, value: { opened: false } };
      }
      await shell.openExternal(address);
      return { ok: true, value: { opened: true } };
    },
    'desktop.update': async () => ({ ok: true, value: await update() }),
    'desktop.save-text': ({ fileName, text }) => saveText(fileName, text),
    'desktop.start-with-windows': async ({ set }) => {
      if (process.platform !== 'win32') return { ok: true, value: { on: null } };
      if (set !== null) app.setLoginItemSettings({ openAtLogin: set, ...loginItem });
      return { ok: true, value: { on: app.getLoginItemSettings(loginItem).openAtLogin } };
    },
  };
}
