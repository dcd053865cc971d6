import { erasePerson } from '../../src/actions/erase-person.ts';
import { removeMember } from '../../src/actions/remove-member.ts';
import { renameEnterprise } from '../../src/actions/rename-enterprise.ts';
import { sendDigest } from '../../src/actions/send-digest.ts';
import { pick } from './story-presses.ts';
import { rows } from './story-rows.ts';
import { mark, SIGNS } from './two-firms-marks.ts';
import { pushAll, register, type Stage } from './two-firms-stage.ts';
import type { Done, Step } from './two-firms-steps.ts';
import type { Dump } from './world.ts';

/** What the operator and the platform do in one enterprise. */
export async function operate(stage: Stage, { who, what, text }: Step, now: Dump): Promise<Done> {
  const sign = pick(SIGNS, who) ?? '甲';
  const { id: enterpriseId } = stage.firms[sign];
  const members = rows(now, 'members').filter((row) => row['enterprise_id'] === enterpriseId);
  const memberId = String(pick(members, what)?.['id']);
  const { inTransaction } = stage.service.app;
  switch (text % 6) {
    case 0:
    case 1:
      await register(stage, 3 + (what % 2) + 2 * SIGNS.indexOf(sign), [sign]);
      await pushAll(stage);
      // Whatever is registered may fit what the other has set as its focus.
      return { name: 'push', by: null, sign: null };
    case 2:
      await inTransaction((tx) =>
        renameEnterprise(tx, { enterpriseId, name: `${mark(sign, 'firm')}${what}` }),
      );
      return { name: 'rename', by: null, sign };
    case 3:
      await inTransaction((tx) => erasePerson(tx, { memberId, actor: 'operator' }));
      return { name: 'erase', by: null, sign };
    case 4:
      await sendDigests(stage, enterpriseId);
      return { name: 'digest', by: null, sign };
    default:
      await inTransaction((tx) => removeMember(tx, { memberId, actor: 'operator' }));
      return { name: 'remove', by: null, sign };
  }
}

/** A week is over for the groups of one enterprise. */
async function sendDigests({ service }: Stage, enterpriseId: string): Promise<void> {
  await service.app.inTransaction(async (tx) => {
    for (const { id: chatId } of await tx.chats.groupsOf(enterpriseId))
      await sendDigest(tx, { chatId, until: new Date(tx.at.getTime() + 1) });
  });
  await service.drain();
}
