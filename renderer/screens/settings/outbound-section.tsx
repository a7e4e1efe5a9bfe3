/** The way from Halo to Exchange: whether, how often, who wins, and where Halo may tell of changes. Greyed while Halo writes Exchange itself. */
import type { SettingsView } from '../../../preload/contract/views/setup.ts';
import { Note } from '../../parts/note.tsx';
import { hrefOf } from '../../place.ts';
import { choiceWords, sectionNames, settingsWords } from '../../words/settings.ts';
import { FieldsProvider, useFields, valueAt } from './draft.ts';
import { ChoiceSetting, ListSetting, NumberSetting, SwitchSetting, TextSetting } from './fields.tsx';
import { SecretSetting } from './secret-setting.tsx';
import { SeriesCodesSetting } from './series-codes-setting.tsx';

const { conflict, mailAttendees } = choiceWords;

function OutboundFields({
  view,
  onSet,
}: {
  readonly view: SettingsView;
  readonly onSet: (view: SettingsView) => void;
}) {
  const { draft, isReadOnly } = useFields();
  const isListening = valueAt(draft, 'outbound.endpoint.enabled') === true;
  return (
    <div className="rows">
      <SwitchSetting name="outbound.enabled" />
      <NumberSetting name="outbound.pollSeconds" />
      <ChoiceSetting
        name="outbound.conflict"
        choices={(['exchange', 'halo', 'newest'] as const).map(value => ({ value, label: conflict[value] }))}
      />
      <ListSetting name="outbound.types" isNumber />
      <ChoiceSetting
        name="outbound.mailAttendees"
        choices={(['nobody', 'all'] as const).map(value => ({ value, label: mailAttendees[value] }))}
      />
      <TextSetting name="outbound.zone" isShort />
      <SeriesCodesSetting />
      <SwitchSetting name="outbound.endpoint.enabled" />
      {isListening ? (
        <>
          <TextSetting name="outbound.endpoint.address" isShort />
          <NumberSetting name="outbound.endpoint.port" />
          {isReadOnly ? null : <SecretSetting name="outbound.secret" view={view} onSet={onSet} />}
        </>
      ) : null}
    </div>
  );
}

export function OutboundSection(props: {
  readonly view: SettingsView;
  readonly onSet: (view: SettingsView) => void;
}) {
  const fields = useFields();
  const isHalos = valueAt(fields.draft, 'halo.door') === 'integrator';
  if (!isHalos) return <OutboundFields {...props} />;
  return (
    <>
      <Note
        kind="rest"
        sentence={settingsWords.haloWrites}
        remedy={settingsWords.haloWritesSays}
        verb={
          <a className="btn" href={hrefOf('settings', { section: 'halo', key: 'halo.door' })}>
            {sectionNames.halo}
          </a>
        }
      />
      <FieldsProvider value={{ ...fields, isReadOnly: true }}>
        <OutboundFields {...props} />
      </FieldsProvider>
    </>
  );
}
