/** The numbers by which Halo's schedules say what they mean: which kinds of series are sent, what was seen and is not confirmed, and all of them. */
import { useState } from 'react';
import { FormRow } from '../../parts/form-row.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Shape } from '../../parts/shape.tsx';
import { usePlace } from '../../place.ts';
import { useAnswer } from '../../use-answer.ts';
import { generalWords } from '../../words/general.ts';
import { outboundWords } from '../../words/outbound.ts';
import { type CodeGroup, codeGroups, codeWords } from '../../words/series-codes.ts';
import { useFields } from './draft.ts';
import { useField } from './fields.tsx';
import { countConfirmed, enteredTwice, isSent, keyOf, type SeriesKind } from './series-code-groups.ts';

const kinds: readonly SeriesKind[] = ['daily', 'weekly', 'monthly', 'yearly'];

/** Empty: nobody has confirmed it. */
function CodeInput({ name, label }: { readonly name: string; readonly label: string }) {
  const field = useField(name);
  const isText = typeof field.value === 'string' || typeof field.value === 'number';
  return (
    <input
      id={field.id}
      type="text"
      inputMode="numeric"
      className="number"
      aria-label={label}
      value={isText ? String(field.value) : ''}
      readOnly={field.isReadOnly}
      aria-invalid={field.wrong !== ''}
      onChange={event => {
        const text = event.target.value.trim();
        field.set(text === '' ? null : /^-?\d{1,9}$/.test(text) ? Number(text) : text);
      }}
    />
  );
}

function Group({ group }: { readonly group: CodeGroup }) {
  const { draft } = useFields();
  const { confirmed, all } = countConfirmed(draft, [group]);
  const twice = enteredTwice(draft, group);
  return (
    <div className="codes">
      <p>
        <b>{group.title}</b> <span className="faint">{codeWords.confirmed(confirmed, all)}</span>
      </p>
      <p className="hint">
        {codeWords.inHalo(group.fields)}
        {all === 1 ? `. ${codeWords.monthsFollow}` : ''}
      </p>
      <ul>
        {group.codes.map(([code, label]) => (
          <li key={code}>
            <span aria-hidden="true">{label}</span>
            <CodeInput name={keyOf(group, code)} label={codeWords.label(label, group.title)} />
          </li>
        ))}
      </ul>
      {twice === null ? null : (
        <p className="err" role="alert">
          <Shape kind="need" />
          {codeWords.twice(String(twice))}
        </p>
      )}
    </div>
  );
}

/** What waits because of a number that nobody has confirmed. */
function Seen() {
  const { value } = useAnswer('outbound.list', {}, true);
  const groups = value?.groups.filter(({ code }) => code !== null) ?? [];
  if (groups.length === 0) return null;
  return (
    <div className="codes">
      <p>
        <b>{codeWords.seen}</b>
      </p>
      <ul className="seen">
        {groups.map(({ id, code, entries }) => {
          const names = entries
            .slice(0, 3)
            .map(({ subject, span, haloId }) =>
              subject === null && span !== null
                ? generalWords.private
                : (subject ?? outboundWords.number(haloId)),
            );
          return code === null ? null : (
            <li key={id}>
              <Shape kind="need" />
              {codeWords.seenOne(code.field, code.value, names.join(', '))}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

export function SeriesCodesSetting() {
  const field = useField('outbound.seriesCodes');
  const { draft } = useFields();
  const { query } = usePlace();
  const { confirmed, all } = countConfirmed(draft);
  const [isOpen, setOpen] = useState(query.get('key')?.startsWith('outbound.seriesCodes') === true);
  return (
    <FormRow id={field.id} label={field.label} wrong={field.wrong} isGroup>
      <p className="hint">{field.hint}</p>
      <ul className="kinds">
        {kinds.map(kind => {
          const sent = isSent(draft, kind);
          return (
            <li key={kind}>
              <Shape kind={sent ? 'ok' : 'rest'} />
              <b>{codeWords.kinds[kind]}</b> {sent ? codeWords.isSent : codeWords.waits}
            </li>
          );
        })}
      </ul>
      <Seen />
      <details className="all-codes" open={isOpen} onToggle={event => setOpen(event.currentTarget.open)}>
        <summary>
          <Icon name="chev" size={12} />
          {codeWords.show}
          <span className="faint">{codeWords.confirmed(confirmed, all)}</span>
        </summary>
        {isOpen ? codeGroups.map(group => <Group key={group.title} group={group} />) : null}
      </details>
    </FormRow>
  );
}
