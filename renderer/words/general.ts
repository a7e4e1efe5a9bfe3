/** Words that more than one screen uses. Sentences about health, problems and reasons come finished from the main process. */
import type { Page } from '../place.ts';

export const generalWords = {
  appName: 'Halo Integrator for Exchange',
  noAnswer: 'The program did not answer.',
  noAnswerRemedy: 'Close this window and open it again from the tray.',
  reading: 'Reading …',
  tryAgain: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  allDay: 'all day',
  private: 'Private',
  never: 'never',
  unknown: '–',
  agent: 'Agent',
  allAgents: 'All agents',
  actions: 'Actions',
  trace: 'Trace',
  sampleData: 'Sample data',
  leaveSampleData: 'Leave sample data',
  viewer: 'This window only looks.',
  pages: 'Pages',
  skipToPage: 'To the page',
  moreToCome: 'Show more',
} as const;

export const pageNames: Readonly<Record<Page, string>> = {
  status: 'Status',
  agents: 'Agents',
  calendar: 'Calendar',
  runs: 'Runs',
  preview: 'Preview',
  log: 'Requests and log',
  trace: 'Trace',
  check: 'Check',
  held: 'Held changes',
  outbound: 'Outbound',
  settings: 'Settings',
  'first-start': 'First start',
};

export const didWords = {
  added: 'Added',
  changed: 'Changed',
  removed: 'Removed',
  linked: 'Linked',
} as const;

/** `1 change`, `3 changes`. */
export function countOf(many: number, one: string, several: string): string {
  return `${new Intl.NumberFormat().format(many)} ${many === 1 ? one : several}`;
}
