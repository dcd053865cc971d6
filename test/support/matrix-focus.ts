import { setFocus } from '../../src/actions/set-focus.ts';
import { NO_FOCUS } from '../../src/domain/focus.ts';
import type { Member } from '../../src/domain/member.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import type { Press } from './matrix-presses.ts';
import type { Stage } from './matrix-stage.ts';

/** The focus of our enterprise: its last change, and the draft that each of its members has. */
export interface StagedFocus {
  readonly change: string;
  readonly draft: string;
}

/** Sets a focus that the ratings of the stage speak against, and gives everybody a draft, whether he may have one or not. */
export async function stageFocus(
  tx: Tx,
  enterpriseId: string,
  members: readonly Member[],
): Promise<StagedFocus> {
  await setFocus(tx, { enterpriseId, focus: { ...NO_FOCUS, ipc: ['B41F'] }, actor: 'operator' });
  const [change] = await tx.focus.changesOf(enterpriseId, 1);
  const basedOn = change?.id ?? '';
  const draft = { id: 'focus-draft', enterpriseId, focus: { ...NO_FOCUS, ipc: ['G06F'] }, basedOn };
  for (const { id: memberId } of members) await tx.focus.putDraft({ ...draft, memberId }, tx.at);
  return { change: basedOn, draft: draft.id };
}

/** The presses on the card of a focus. */
export function focusPresses({ enterpriseId, focus }: Stage): Record<string, Press[]> {
  const here = { on: 'focus', subject: enterpriseId } as const;
  const leads = (on: 'help' | 'library'): Press => ({
    ...{ on, subject: enterpriseId, name: 'opens', value: {} },
    outcome: 'does',
  });
  const press = (name: string, value: Press['value'], outcome: Press['outcome'], form = {}): Press => ({
    ...{ ...here, name, value, outcome, form },
  });
  const wish = 'add ipc H01M';
  return {
    'open-focus': [leads('help'), leads('library')],
    'turn-focus': [press('turns', { to: 'form' }, 'does'), press('nonsense', { to: 'x' }, 'refuses')],
    'preview-focus': [
      press('fills in', {}, 'does', { ipc: 'H01M', keywords: '电池' }),
      press('nonsense', { keep: 'all' }, 'refuses', { ipc: 'H01M' }),
      press('in words', { keep: 'others' }, 'does', { keywords: '隔膜' }),
    ],
    'propose-focus': [press('adopts', {}, 'does')],
    'adopt-suggestion': [
      press('adopts', { which: wish }, 'does'),
      press('none', { which: 'add ipc A01B' }, 'refuses'),
    ],
    'dismiss-suggestion': [press('dismisses', { which: wish }, 'does')],
    'save-focus': [
      press('saves', { draft: focus.draft }, 'does'),
      press('an older draft', { draft: 'focus-draft-0' }, 'refuses'),
    ],
    'drop-focus': [press('drops', {}, 'does')],
    'undo-focus': [
      press('takes back', { change: focus.change }, 'does'),
      press('an older change', { change: 'none' }, 'refuses'),
    ],
  };
}
