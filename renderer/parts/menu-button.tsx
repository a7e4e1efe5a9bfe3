/** A button that opens a menu. The menu is built when it is opened, so that a thousand rows may each have one. */
import { type ReactNode, useRef, useState } from 'react';
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components';

export interface MenuVerb {
  readonly id: string;
  readonly label: string;
  readonly isDisabled?: boolean;
}

export function MenuButton({
  label,
  verbs,
  onVerb,
  className,
  isTabStop = true,
  children,
}: {
  readonly label: string;
  /** Null draws a line between groups. */
  readonly verbs: readonly (MenuVerb | null)[];
  readonly onVerb: (id: string) => void;
  readonly className: string;
  /** False inside a row whose table has one tab stop. */
  readonly isTabStop?: boolean;
  readonly children: ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        tabIndex={isTabStop ? undefined : -1}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={event => {
          // By the key itself: a click that a key makes counts as one of a screen reader, and the first entry would not get the focus.
          if (event.key !== 'Enter' && event.key !== ' ' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          event.stopPropagation();
          setOpen(true);
        }}
      >
        {children}
      </button>
      {isOpen ? (
        <Popover
          aria-label={label}
          triggerRef={button}
          isOpen
          onOpenChange={setOpen}
          placement="bottom end"
          className="flyout"
        >
          <Menu
            aria-label={label}
            autoFocus="first"
            onClose={() => setOpen(false)}
            onAction={id => onVerb(String(id))}
          >
            {verbs.map((verb, index) =>
              verb === null ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own and never moves
                <Separator key={`line ${index}`} className="line" />
              ) : (
                <MenuItem key={verb.id} id={verb.id} isDisabled={verb.isDisabled ?? false} className="item">
                  {verb.label}
                </MenuItem>
              ),
            )}
          </Menu>
        </Popover>
      ) : null}
    </>
  );
}
