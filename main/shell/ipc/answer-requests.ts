/** The one door from the page: checks who asks, hands the request on, answers with a reply. It decides nothing. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { askChannel, isRequestName } from '../../../preload/contract/bridge.ts';
import type { Reply } from '../../../preload/contract/reply.ts';
import { shellRequests } from '../../../preload/contract/requests.ts';
import { pageOrigin } from '../page-file.ts';
import type { ShellAnswers, ShellRequestName } from './shell-answers.ts';

const refused: Reply<never> = {
  ok: false,
  problem: {
    code: 'request.refused',
    sentence: 'The window asked for something that is not understood.',
    remedy: 'Open the window anew. If it happens again, send the log to support.',
    facts: {},
  },
};

const isShellRequest = (name: string): name is ShellRequestName => Object.hasOwn(shellRequests, name);

/** Only the main frame of our own page may ask. */
function isOurs(frame: IpcMainInvokeEvent['senderFrame']): boolean {
  return frame !== null && frame.parent === null && frame.origin === pageOrigin;
}

async function answerShell<N extends ShellRequestName>(answers: ShellAnswers, name: N, args: unknown) {
  const parsed = shellRequests[name].arguments.safeParse(args);
  return parsed.success ? answers[name](parsed.data as Parameters<ShellAnswers[N]>[0]) : refused;
}

export function answerRequests(
  ask: (name: string, args: unknown) => Promise<Reply<unknown>>,
  shell: ShellAnswers,
): void {
  ipcMain.handle(askChannel, async (event, name: unknown, args: unknown): Promise<Reply<unknown>> => {
    if (!isOurs(event.senderFrame) || !isRequestName(name)) return refused;
    try {
      return isShellRequest(name) ? await answerShell(shell, name, args) : await ask(name, args);
    } catch {
      return refused;
    }
  });
}
