/** The Exchange adapter keeps the contract of a CalendarWriter: for every version, both kinds of access, both kinds of sign-in. */
import { describeCalendarWriter } from '../../../contracts/calendar-writer.ts';
import { annas, type OverSimulatorOptions, overSimulator } from '../over-simulator.ts';

async function make(options: OverSimulatorOptions) {
  const { source, writer, calendar, server, end } = await overSimulator(options);
  return {
    source,
    writer,
    mailbox: annas,
    rename: (id: string, subject: string) => calendar.change(id, { subject }),
    remove: (id: string) => calendar.remove(id),
    copy: (id: string) => calendar.duplicate(id),
    mails: () => server.mailsSent,
    binned: () => calendar.itemsIn('deleteditems').map(item => item.subject),
    end,
  };
}

describeCalendarWriter('Exchange 2010 by impersonation', () =>
  make({ server: { version: 'Exchange2010_SP2' } }),
);
describeCalendarWriter('Exchange 2013 by NTLM', () =>
  make({
    server: { version: 'Exchange2013_SP1', signIn: ['ntlm'] },
    settings: { version: 'Exchange2013_SP1', signIn: 'ntlm' },
  }),
);
describeCalendarWriter('Exchange 2016 by impersonation, read with fractions and offsets', () =>
  make({
    settings: { version: 'Exchange2016' },
    server: { version: 'Exchange2016', dialect: { fractions: true, offset: '+02:00', zonesIdOnly: true } },
  }),
);
describeCalendarWriter("the mailbox's own account, as delegate", () =>
  make({ settings: { access: 'delegate', user: annas.address }, password: 'Passw0rd!' }),
);
