/** Starts the page: style sheets, then the shell. */
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/buttons.css';
import './styles/floats.css';
import './styles/tables.css';
import './styles/filters.css';
import './styles/long-tables.css';
import './styles/fields.css';
import './styles/choices.css';
import './styles/status.css';
import './styles/calendar.css';
import './styles/blocks.css';
import './styles/month.css';
import './styles/first-start.css';
import './styles/runs.css';
import './styles/log.css';
import './styles/trace.css';
import './styles/check.css';
import './styles/held.css';
import './styles/narrow.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Shell } from './shell.tsx';

// React Aria would add a style element under this id, which the page's policy forbids; its one rule is in base.css.
const placeholder = document.createElement('meta');
placeholder.id = 'react-aria-pressable-style';
document.head.append(placeholder);

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Shell />
    </StrictMode>,
  );
}
