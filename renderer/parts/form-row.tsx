/** One row of a form: label, control, hint, and what is wrong with it. */
import type { ReactNode } from 'react';
import { Shape } from './shape.tsx';

export function FormRow({
  id,
  label,
  hint = '',
  wrong = '',
  isGroup = false,
  children,
}: {
  /** Of the control; hint and error get `-hint` and `-wrong`. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly wrong?: string;
  /** Several controls under one name. */
  readonly isGroup?: boolean;
  readonly children: ReactNode;
}) {
  const inner = (
    <div className="ctl">
      {children}
      {wrong === '' ? null : (
        <p className="err" id={`${id}-wrong`}>
          <Shape kind="bad" />
          {wrong}
        </p>
      )}
      {hint === '' ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
  if (isGroup) {
    return (
      <fieldset id={id} tabIndex={-1}>
        <legend className="sr">{label}</legend>
        <span className="lab" aria-hidden="true">
          {label}
        </span>
        {inner}
      </fieldset>
    );
  }
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {inner}
    </div>
  );
}

/** For `aria-describedby` of the control in a row. */
export function describedBy(id: string, hint: string, wrong: string): string | undefined {
  const ids = [wrong === '' ? '' : `${id}-wrong`, hint === '' ? '' : `${id}-hint`].filter(one => one !== '');
  return ids.length === 0 ? undefined : ids.join(' ');
}
