/** The fields of both servers; First start shows them too. */
import type { SettingsView } from '../../../preload/contract/views/setup.ts';
import { choiceWords } from '../../words/settings.ts';
import { AddressSetting } from './address-setting.tsx';
import { useFields, valueAt } from './draft.ts';
import {
  CardsSetting,
  ListSetting,
  NumberSetting,
  SelectSetting,
  SwitchSetting,
  TextSetting,
} from './fields.tsx';
import { SecretSetting } from './secret-setting.tsx';

export interface SectionProps {
  readonly view: SettingsView;
  readonly onSet: (view: SettingsView) => void;
  /** First start leaves out what has a good default. */
  readonly isShort?: boolean;
}

const { access, door, version, signIn, tls, proxy } = choiceWords;

export function HaloSection({ view, onSet, isShort = false }: SectionProps) {
  return (
    <div className="rows">
      <CardsSetting
        name="halo.door"
        cards={[
          { value: 'appointments', title: door.appointments, says: door.appointmentsSays },
          { value: 'integrator', title: door.integrator, says: door.integratorSays },
        ]}
      />
      <TextSetting name="halo.url" />
      <TextSetting name="halo.clientId" isShort />
      <SecretSetting name="halo.clientSecret" view={view} onSet={onSet} />
      <TextSetting name="halo.authorisationUrl" />
      <TextSetting name="halo.tenant" isShort />
      {isShort ? null : (
        <>
          <NumberSetting name="halo.requestsPerMinute" />
          <NumberSetting name="halo.rowsPerWrite" />
          <SwitchSetting name="halo.noOtherImporter" />
          <SwitchSetting name="halo.timesInUtc" />
        </>
      )}
    </div>
  );
}

export function ExchangeSection({ view, onSet, isShort = false }: SectionProps) {
  const { draft } = useFields();
  return (
    <div className="rows">
      <AddressSetting />
      <CardsSetting
        name="exchange.access"
        cards={[
          { value: 'impersonation', title: access.impersonation, says: access.impersonationSays },
          { value: 'delegate', title: access.delegate, says: access.delegateSays },
        ]}
      />
      <SelectSetting
        name="exchange.signIn"
        choices={(['ntlm', 'basic', 'oauth'] as const).map(value => ({ value, label: signIn[value] }))}
      />
      {valueAt(draft, 'exchange.signIn') === 'oauth' ? (
        <>
          <TextSetting name="exchange.tokenUrl" />
          <TextSetting name="exchange.clientId" isShort />
          <TextSetting name="exchange.scope" />
        </>
      ) : (
        <TextSetting name="exchange.user" isShort />
      )}
      <SecretSetting name="exchange.password" view={view} onSet={onSet} />
      <TextSetting name="exchange.caFile" />
      {isShort ? null : (
        <>
          <SelectSetting
            name="exchange.version"
            choices={(['Exchange2010_SP2', 'Exchange2013_SP1', 'Exchange2016'] as const).map(value => ({
              value,
              label: version[value],
            }))}
          />
          <TextSetting name="exchange.pinnedCertificate" />
          <SelectSetting
            name="exchange.tlsMinimum"
            choices={(['TLSv1.2', 'TLSv1.3'] as const).map(value => ({ value, label: tls[value] }))}
          />
          <NumberSetting name="exchange.concurrency" />
          <SelectSetting
            name="network.proxy"
            choices={(['none', 'system', 'manual'] as const).map(value => ({ value, label: proxy[value] }))}
          />
          {valueAt(draft, 'network.proxy') === 'manual' ? (
            <>
              <TextSetting name="network.proxyUrl" />
              <ListSetting name="network.proxyBypass" />
            </>
          ) : null}
        </>
      )}
    </div>
  );
}
