import type { PlacedTroupe } from './demo-founding.ts';
import type { DemoTroupe } from './demo-troupes.ts';
import type { FeishuStandIn } from './feishu/stand-in.ts';
import type { PlatformStandIn } from './platform/stand-in.ts';
import type { Product } from './view.ts';
import type { WecomStandIn } from './wecom/stand-in.ts';

/** Everything the service of the sandbox talks to. */
export interface StandIns {
  readonly feishu: FeishuStandIn;
  readonly wecom: WecomStandIn;
  readonly platform: PlatformStandIn;
}

/** A troupe whose people have their accounts, with the ids of these in its order. */
export interface StagedTroupe {
  readonly troupe: DemoTroupe;
  readonly userIds: readonly string[];
  /** Opens the group, when the service listens; returns its chat id. */
  readonly openGroup: () => string;
}

/** Gives the people of a troupe their accounts. */
export async function stageTroupe({ feishu, wecom }: StandIns, troupe: DemoTroupe): Promise<StagedTroupe> {
  const { people, group } = troupe;
  const addPerson: Readonly<Record<Product, (name: string) => string>> = {
    feishu: (name) => feishu.addPerson(name),
    wecom: (name) => wecom.addPerson(name),
  };
  const accounts = people.map(({ name, on }) => ({ on, userId: addPerson[on](name) }));
  const inGroup = accounts.filter(({ on }) => on === group.on).map(({ userId }) => userId);
  const userIds = accounts.map(({ userId }) => userId);
  const openGroup: Readonly<Record<Product, () => Promise<() => string>>> = {
    // Feishu's bot hears that it was added, so it must be there to hear it.
    feishu: async () => () => feishu.addGroup(group.name, inGroup),
    wecom: async () => {
      const chatId = wecom.addGroup(group.name, inGroup);
      if (troupe.enterprise !== null) await greetBot(wecom, chatId, inGroup);
      return () => chatId;
    },
  };
  return { troupe, userIds, openGroup: await openGroup[group.on]() };
}

/**
 * Lets people write to WeCom's bot, which may write nowhere before: one of them in the group, and each by himself. The
 * service does not listen yet, so it hears nothing of it and answers nothing.
 */
async function greetBot(wecom: WecomStandIn, group: string, userIds: readonly string[]): Promise<void> {
  const [first] = userIds;
  if (first === undefined) return;
  await wecom.say({ by: first, chatId: group, text: '你好', mentionBot: true });
  for (const by of userIds) await wecom.say({ by, chatId: wecom.privateChat(by, 'bot'), text: '你好' });
}

/** Opens the groups of all troupes; resolves when the service has heard of them. */
export async function openGroups(
  { feishu }: StandIns,
  troupes: readonly StagedTroupe[],
): Promise<PlacedTroupe[]> {
  const placed = troupes.map(({ troupe, userIds, openGroup }) => ({ troupe, userIds, chatId: openGroup() }));
  await feishu.settled();
  return placed;
}
