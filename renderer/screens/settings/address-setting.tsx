/** The address of EWS: typed, or searched by Autodiscover and taken over by the person who confirms it. */
import { useId, useState } from 'react';
import type { AddressSearchView } from '../../../preload/contract/views/address-search.ts';
import { saySearch, sayStep } from '../../../preload/contract/words/autodiscover.ts';
import { describedBy, FormRow } from '../../parts/form-row.tsx';
import { ProblemNote } from '../../problem-note.tsx';
import { useMayWrite } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { addressWords } from '../../words/address.ts';
import { useFields } from './draft.ts';
import { TextSetting } from './fields.tsx';

function Found({
  search,
  onUse,
  onAllow,
}: {
  readonly search: AddressSearchView;
  readonly onUse: (url: string) => void;
  readonly onAllow: (host: string) => void;
}) {
  const { sentence, remedy } = saySearch(search);
  const { askFor } = search;
  return (
    <div role="status">
      <p>
        {sentence} {remedy}
      </p>
      {search.found.map(url => (
        <p className="line" key={url}>
          <span className="mono">{url}</span>
          <button type="button" className="btn" onClick={() => onUse(url)}>
            {addressWords.use}
            <span className="sr"> {url}</span>
          </button>
        </p>
      ))}
      {askFor === null ? null : (
        <button type="button" className="btn" onClick={() => onAllow(askFor)}>
          {addressWords.allow(askFor)}
        </button>
      )}
      {search.steps.length === 0 ? null : (
        <details>
          <summary>{addressWords.asked(search.steps.length)}</summary>
          <ul>
            {search.steps.map(step => (
              <li key={`${step.url} ${step.outcome}`}>
                <span className="mono">{step.url}</span>: {sayStep(step)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

export function AddressSetting() {
  const { draft, set } = useFields();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const [allowed, setAllowed] = useState<readonly string[]>([]);
  const [search, setSearch] = useState<AddressSearchView | null>(null);
  const { act, problem, isActing } = useAct();
  const look = async (also: readonly string[]) => {
    setAllowed(also);
    setSearch(null);
    setSearch(await act('exchange.find-address', { address: address.trim(), allowed: [...also], draft }));
  };
  return (
    <>
      <TextSetting name="exchange.url" />
      {useMayWrite() ? (
        <FormRow
          id={id}
          label={addressWords.mailbox}
          hint={isOpen ? addressWords.hint : ''}
          isGroup={!isOpen}
        >
          {isOpen ? (
            <div className="line">
              <input
                id={id}
                className="w-m"
                type="text"
                inputMode="email"
                spellCheck={false}
                autoComplete="off"
                maxLength={200}
                value={address}
                aria-describedby={describedBy(id, addressWords.hint, '')}
                onChange={event => setAddress(event.target.value)}
                onKeyDown={event => event.key === 'Enter' && address.trim() !== '' && void look([])}
              />
              <button
                type="button"
                className="btn"
                disabled={isActing || address.trim() === ''}
                onClick={() => void look([])}
              >
                {isActing ? addressWords.searching : addressWords.search}
              </button>
            </div>
          ) : (
            <div className="line">
              <button type="button" className="btn" onClick={() => setOpen(true)}>
                {addressWords.find}
              </button>
            </div>
          )}
          {search === null || !isOpen ? null : (
            <Found
              search={search}
              onUse={url => {
                set('exchange.url', url);
                setOpen(false);
              }}
              onAllow={host => void look([...allowed, host])}
            />
          )}
          <ProblemNote problem={problem} />
        </FormRow>
      ) : null}
    </>
  );
}
