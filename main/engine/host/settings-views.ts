/** Settings: read, checked field by field, saved, versions, export and import; and the secrets, whose values only go in. */
import type { Reply } from '../../../preload/contract/reply.ts';
import type { AnswerOf, ParsedArgumentsOf } from '../../../preload/contract/requests.ts';
import { type Settings, settingsSchema } from '../../../preload/contract/settings.ts';
import { wrongSettings } from '../../../preload/contract/settings-reasons.ts';
import { type SettingsView, secretName, type Validation } from '../../../preload/contract/views/setup.ts';
import type { Problem } from '../../core/problem.ts';
import { missingSettings } from '../complete-settings.ts';
import { answered, type Context, refused, told } from './context.ts';
import { retryUnknownCodes } from './outbound-views.ts';
import type { SettingsVersion } from './parts.ts';
import { requestProblem, viewProblem } from './problem-view.ts';

/** Keys whose change decides what is imported or for whom. */
const scopeKeys = /^(?:import|agents)\.|^halo\.door$/;
const longestValue = 200;

async function current(context: Context): Promise<SettingsVersion | null> {
  const history = await context.parts.settings.history();
  return history.ok ? (history.value[0] ?? null) : null;
}

async function secretViews(context: Context): Promise<SettingsView['secrets']> {
  const { parts } = context;
  const secrets = await parts.secrets.list();
  const where = await parts.surroundings();
  if (!secrets.ok) {
    const problem = viewProblem(secrets.problem, where);
    return secretName.options.map(name => ({
      name,
      source: 'none',
      says: problem.sentence,
      problem,
    }));
  }
  return secrets.value.map(({ name, source, writtenBy, at }) => {
    const saved = at === '' ? 'Saved' : `Saved ${parts.localTime(at)}`;
    const says = {
      environment: 'Given to the program from outside',
      file: writtenBy === '' ? saved : `${saved} by ${writtenBy}`,
      none: 'Not entered yet',
    }[source];
    return { name, source, says, problem: null };
  });
}

export async function readSettings(context: Context): Promise<Reply<SettingsView>> {
  const { parts } = context;
  const settings = await parts.settings.read();
  if (!settings.ok) return told(context, settings.problem);
  const version = await current(context);
  const where = await parts.surroundings();
  const missing = missingSettings(settings.value);
  const problems = [missing.halo, missing.exchange].filter((one): one is Problem => one !== null);
  return answered({
    settings: settings.value,
    version: version?.number ?? 0,
    savedBy: version?.who ?? '',
    savedAt: version?.at ?? null,
    secrets: await secretViews(context),
    sentence:
      problems.length > 0
        ? 'Something is still missing before anything can be imported.'
        : version === null
          ? 'These are the defaults.'
          : `Saved ${parts.localTime(version.at)} by ${version.who}.`,
    missing: problems.map(problem => viewProblem(problem, where)),
  });
}

export async function validate(
  context: Context,
  { draft }: ParsedArgumentsOf<'settings.validate'>,
): Promise<Reply<Validation>> {
  const checked = settingsSchema.safeParse(draft);
  if (!checked.success) {
    const wrong = wrongSettings(checked.error).map(({ key, reason }) => ({
      key,
      message: reason === 'not-known' ? 'is not a known setting' : reason,
    }));
    return answered({ wrong, changesScope: false, changed: [] });
  }
  const more = await context.parts.settings.wrongToSave(checked.data);
  if (more.length > 0) {
    const wrong = more.map(({ key, reason }) => ({ key, message: reason }));
    return answered({ wrong, changesScope: false, changed: [] });
  }
  const settings = await context.parts.settings.read();
  if (!settings.ok) return told(context, settings.problem);
  const changed = context.parts.settingsChanges(settings.value, checked.data).map(change => change.key);
  return answered({ wrong: [], changesScope: changed.some(key => scopeKeys.test(key)), changed });
}

/** After every save: what was remembered may be about other servers, and the schedule may be another. */
async function afterSave(context: Context, settings: Settings): Promise<Reply<SettingsView>> {
  context.remembered.servers = null;
  context.remembered.status = null;
  context.remembered.notRun = null;
  context.parts.schedule.change(settings.schedule);
  await retryUnknownCodes(context);
  context.changed();
  return readSettings(context);
}

export async function save(
  context: Context,
  { draft, basedOn }: ParsedArgumentsOf<'settings.save'>,
): Promise<Reply<SettingsView>> {
  const version = await current(context);
  if ((version?.number ?? 0) !== basedOn) {
    return refused(
      requestProblem(
        'request.refused',
        { version: version?.number ?? 0 },
        {
          sentence: `Somebody saved the settings meanwhile (${version?.who ?? 'unknown'}).`,
          remedy: 'Look at the new version and make your change again.',
        },
      ),
    );
  }
  const saved = await context.parts.settings.save(draft, context.parts.account);
  return saved.ok ? afterSave(context, saved.value) : told(context, saved.problem);
}

export async function restore(
  context: Context,
  { number }: ParsedArgumentsOf<'settings.restore'>,
): Promise<Reply<SettingsView>> {
  const saved = await context.parts.settings.restore(number, context.parts.account);
  return saved.ok ? afterSave(context, saved.value) : told(context, saved.problem);
}

export async function importSettings(
  context: Context,
  { text }: ParsedArgumentsOf<'settings.import'>,
): Promise<Reply<SettingsView>> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return refused(
      requestProblem(
        'request.refused',
        {},
        {
          sentence: 'The file is not a settings file.',
          remedy: 'Choose a JSON file that was exported here.',
        },
      ),
    );
  }
  const saved = await context.parts.settings.save(value, context.parts.account);
  return saved.ok ? afterSave(context, saved.value) : told(context, saved.problem);
}

export async function exportSettings(context: Context): Promise<Reply<AnswerOf<'settings.export'>>> {
  const settings = await context.parts.settings.read();
  if (!settings.ok) return told(context, settings.problem);
  const fileName = `integrator-settings-${context.parts.today()}.json`;
  return answered({ fileName, text: `${JSON.stringify(settings.value, null, 2)}\n` });
}

function short(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

export async function listVersions(context: Context): Promise<Reply<AnswerOf<'settings.versions'>>> {
  const history = await context.parts.settings.history();
  if (!history.ok) return told(context, history.problem);
  const defaults = settingsSchema.parse({});
  return answered({
    versions: history.value.map(({ number, at, who, settings }, index) => ({
      number,
      at,
      who,
      isCurrent: index === 0,
      changes: context.parts
        .settingsChanges(history.value[index + 1]?.settings ?? defaults, settings)
        .map(({ key, before, after }) => ({ key, before: short(before), after: short(after) })),
    })),
  });
}

export async function setSecret(
  context: Context,
  { name, value }: ParsedArgumentsOf<'secrets.set'>,
): Promise<Reply<SettingsView>> {
  const saved = await context.parts.secrets.save(name, value);
  if (!saved.ok) return told(context, saved.problem);
  context.remembered.notRun = null;
  context.changed();
  return readSettings(context);
}

export async function clearSecret(
  context: Context,
  { name }: ParsedArgumentsOf<'secrets.clear'>,
): Promise<Reply<SettingsView>> {
  const cleared = await context.parts.secrets.clear(name);
  if (!cleared.ok) return told(context, cleared.problem);
  context.changed();
  return readSettings(context);
}
