import { addMember } from '../../src/actions/add-member.ts';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import type { Service } from './service.ts';
import { mark, type Sign } from './two-firms-marks.ts';

/** Somebody of the stage: his key in marks, his account and his mobile number. */
export interface Somebody {
  readonly key: string;
  readonly openId: string;
  readonly mobile: string;
}

/** One of the two enterprises. */
export interface Firm {
  readonly sign: Sign;
  readonly id: string;
  readonly platformId: string;
}

/** A chat of the stage: a group of an enterprise, or somebody's private chat. */
export interface Room {
  readonly chatId: string;
  readonly members: readonly Somebody[];
  /** The enterprise of a group and what it is for; null for a private chat. */
  readonly group: { readonly sign: Sign; readonly admins: boolean } | null;
}

/** Who is what; `shared` serves both, `guest` is recommended to one, and `nobody` sits in both groups. */
const ROLES: readonly (readonly [key: string, sign: Sign, ...roles: ('admin' | 'expert')[]])[] = [
  ['aadmin', '甲', 'admin'],
  ['asecond', '甲', 'admin', 'expert'],
  ['aone', '甲', 'expert'],
  ['shared', '甲', 'expert'],
  ['badmin', '乙', 'admin'],
  ['bone', '乙', 'expert'],
  ['btwo', '乙', 'expert'],
  ['shared', '乙', 'expert'],
];

/** Everybody there is, by the key in his marks. */
export const KEYS = [...new Set(ROLES.map(([key]) => key)), 'guest', 'nobody'];
/** Those who sit in a group; some of them are the other enterprise's, or nobody's. */
const SEATED: Readonly<Record<Sign, readonly string[]>> = {
  甲: ['aadmin', 'asecond', 'aone', 'shared', 'bone', 'guest', 'nobody'],
  乙: ['badmin', 'bone', 'btwo', 'shared', 'aone', 'guest', 'nobody'],
};
const ADMINS_GROUP = ['aadmin', 'asecond'];

/** Founds an enterprise: its group with the bot, its people, and what else sits in the group. */
export async function foundFirm(service: Service, sign: Sign, people: readonly Somebody[]) {
  const seated = people.filter(({ key }) => SEATED[sign].includes(key));
  const chatId = service.feishu.addGroup(
    mark(sign, 'group'),
    seated.map(({ openId }) => openId),
  );
  await service.feishu.settled();
  const platformId = `platform-${sign === '甲' ? 'a' : 'b'}`;
  const id = await service.app.inTransaction(async (tx) => {
    const enterprise = await createEnterprise(tx, {
      name: mark(sign, 'firm'),
      platformId,
      dailyPushLimit: 50,
    });
    const connection = 'default';
    for (const [key, of, ...roles] of ROLES.filter(([, of]) => of === sign)) {
      const userId = people.find((one) => one.key === key)?.openId ?? '';
      for (const role of roles)
        await addMember(tx, {
          enterpriseId: enterprise.id,
          name: mark(of, 'name', key),
          role,
          connection,
          userId,
        });
    }
    await bindChat(tx, { enterpriseId: enterprise.id, connection, chatId });
    return enterprise.id;
  });
  return {
    firm: { sign, id, platformId },
    room: { chatId, members: seated, group: { sign, admins: false } },
  };
}

/** Gives an enterprise a second group, which only its admins read. */
export async function openAdminsGroup(
  service: Service,
  { sign, id }: Firm,
  people: readonly Somebody[],
): Promise<Room> {
  const members = people.filter(({ key }) => ADMINS_GROUP.includes(key));
  const chatId = service.feishu.addGroup(
    mark(sign, 'group'),
    members.map(({ openId }) => openId),
  );
  await service.feishu.settled();
  const binding = { enterpriseId: id, connection: 'default', chatId, purpose: 'admins' } as const;
  await service.app.inTransaction((tx) => bindChat(tx, binding));
  return { chatId, members, group: { sign, admins: true } };
}
