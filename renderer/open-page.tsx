/** Which screen belongs to which page. */
import type { ReactNode } from 'react';
import type { Page } from './place.ts';
import { AgentsScreen } from './screens/agents/agents-screen.tsx';
import { CalendarScreen } from './screens/calendar/calendar-screen.tsx';
import { CheckScreen } from './screens/check/check-screen.tsx';
import { FirstStartScreen } from './screens/first-start/first-start-screen.tsx';
import { HeldScreen } from './screens/held/held-screen.tsx';
import { LogScreen } from './screens/log/log-screen.tsx';
import { OutboundScreen } from './screens/outbound/outbound-screen.tsx';
import { PreviewScreen } from './screens/preview/preview-screen.tsx';
import { RunsScreen } from './screens/runs/runs-screen.tsx';
import { SettingsScreen } from './screens/settings/settings-screen.tsx';
import { StatusScreen } from './screens/status/status-screen.tsx';
import { TraceScreen } from './screens/trace/trace-screen.tsx';

const screens: Readonly<Record<Page, (query: URLSearchParams) => ReactNode>> = {
  status: () => <StatusScreen />,
  runs: query => <RunsScreen query={query} />,
  preview: () => <PreviewScreen />,
  agents: query => <AgentsScreen query={query} />,
  log: query => <LogScreen key={query.toString()} query={query} />,
  trace: query => <TraceScreen key={query.toString()} query={query} />,
  check: query => <CheckScreen key={query.toString()} query={query} />,
  settings: query => <SettingsScreen query={query} />,
  'first-start': query => <FirstStartScreen query={query} />,
  calendar: query => <CalendarScreen key={query.toString()} query={query} />,
  held: () => <HeldScreen />,
  outbound: () => <OutboundScreen />,
};

export function OpenPage({ page, query }: { readonly page: Page; readonly query: URLSearchParams }) {
  return screens[page](query);
}
