/** The one file that touches `window.integrator`: everything else asks and listens through it. */
import '../preload/contract/window.ts';
import type { NoticeName, NoticeOf } from '../preload/contract/notices.ts';
import type { ProblemView, Reply } from '../preload/contract/reply.ts';
import type { AnswerOf, ArgumentsOf, RequestName } from '../preload/contract/requests.ts';
import { generalWords } from './words/general.ts';

/** What is shown when an answer cannot come at all, which is a mistake of this program. */
const noAnswer: ProblemView = {
  code: 'request.ending',
  sentence: generalWords.noAnswer,
  remedy: generalWords.noAnswerRemedy,
  facts: {},
};

/** Asks the main process. Never rejects. */
export function ask<N extends RequestName>(name: N, args: ArgumentsOf<N>): Promise<Reply<AnswerOf<N>>> {
  return window.integrator.ask(name, args).catch(() => ({ ok: false, problem: noAnswer }));
}

/** Hears a notice until the returned function is called. */
export function listen<N extends NoticeName>(name: N, heard: (notice: NoticeOf<N>) => void): () => void {
  return window.integrator.listen(name, heard);
}
