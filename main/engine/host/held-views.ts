/** Held changes as the window shows them: of both ways, by agent, reason and effect. */
import type { Reply } from '../../../preload/contract/reply.ts';
import type { ParsedArgumentsOf } from '../../../preload/contract/requests.ts';
import type { HeldChangeView, HeldView } from '../../../preload/contract/views/answers.ts';
import { sayHeld, untouchedWords } from '../../../preload/contract/words/held.ts';
import type { HeldRow } from '../all-held.ts';
import { answered, type Context, nameOf, readBase, told } from './context.ts';

const would = { create: 'add', update: 'change', remove: 'remove', adopt: 'link' } as const;
const wouldBe = { add: 'added', change: 'changed', remove: 'removed', link: 'linked' } as const;
const verbs = { add: 'Add', change: 'Change', remove: 'Remove', link: 'Link' } as const;
const counted = (many: number, one: string) => (many === 1 ? `1 ${one}` : `${many} ${one}s`);

function viewHeld(context: Context, row: HeldRow): HeldChangeView {
  const { reference, at, address, start, end, subject, reason, since, state } = row;
  const agentId = row.agentId ?? 0;
  return {
    ...{ reference, at, agentId, agent: nameOf(context, agentId, address) || 'An agent', address },
    ...{ would: would[row.action], start, end, subject, reason, because: sayHeld(row).clause, since, state },
  };
}

/** What would become of the whole group, for its title, and the label of the button that does it. */
function effectOf(one: HeldChangeView, many: number): { readonly title: string; readonly label: string } {
  return one.at === 'exchange'
    ? {
        title: `${counted(many, 'event')} would be moved into Deleted Items`,
        label: `Remove ${many} in Exchange`,
      }
    : {
        title: `${counted(many, 'appointment')} would be ${wouldBe[one.would]}`,
        label: `${verbs[one.would]} ${many} in Halo`,
      };
}

function groupsOf(waiting: readonly HeldChangeView[]): HeldView['groups'] {
  const groups = Map.groupBy(
    waiting,
    ({ agentId, address, reason, would, at }) => `${agentId} ${address} ${reason} ${would} ${at}`,
  );
  return [...groups].flatMap(([id, changes]) => {
    const [first] = changes;
    if (first === undefined) return [];
    const many = changes.length;
    const { title, label } = effectOf(first, many);
    const { clause } = sayHeld(first);
    return [
      {
        id,
        title: `${first.agent}: ${title}`,
        says: `${clause.charAt(0).toUpperCase()}${clause.slice(1)}. ${untouchedWords[first.at]}`,
        keepLabel: many === 1 ? 'Keep as it is' : `Keep all ${many} as they are`,
        approveLabel: label,
        changes,
      },
    ];
  });
}

export async function listHeld(context: Context): Promise<Reply<HeldView>> {
  await readBase(context);
  const held = await context.parts.held();
  if (!held.ok) return told(context, held.problem);
  const views = held.value.map(row => viewHeld(context, row));
  const waiting = views.filter(change => change.state === 'waiting');
  const many = waiting.length;
  const sentence =
    many === 0
      ? 'Nothing waits for an answer.'
      : `${many} ${many === 1 ? 'change waits' : 'changes wait'} for you. Everything else goes on.`;
  const rest = views.filter(change => change.state !== 'waiting');
  return answered({ sentence, waiting: many, groups: groupsOf(waiting), answered: rest });
}

export async function answerHeld(
  context: Context,
  { which, answer }: ParsedArgumentsOf<'held.answer'>,
): Promise<Reply<HeldView>> {
  const state = answer === 'approve' ? 'approved' : 'kept';
  const done = await context.parts.answerHeld(which === 'all' ? 'all' : { references: which }, state);
  if (!done.ok) return told(context, done.problem);
  context.remembered.status = null;
  context.changed();
  return listHeld(context);
}
