import { awaitWord } from '../actions/hear-chat.ts';
import { loseChat } from '../actions/join-chat.ts';
import type { Channel, Message } from '../chat/port.ts';
import type { PlatformMode } from '../domain/enterprise.ts';
import { may } from '../domain/permissions.ts';
import { asAppError } from '../errors.ts';
import { SHEET_ROWS, workbookOf } from '../platform/spreadsheet/workbook-writer.ts';
import type { ViewSettings } from '../reads/card-view.ts';
import { patentSheet } from '../reads/patent-sheet.ts';
import { modeOfEnterprise } from '../reads/platform-way.ts';
import { workSheet } from '../reads/work-sheet.ts';
import type { Job } from '../stores/outbox-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { awaitTurn, type Channels, channelOf, mustNotRepeatBlindly } from './channels.ts';
import type { Deliver, JobWorld } from './relay.ts';

/** Makes the deliverer of files; what is in them is read when they go out, for whoever may have it then. */
export function deliverFile(
  world: JobWorld & {
    readonly channels: Channels;
    readonly view: ViewSettings;
    readonly standard: PlatformMode;
  },
): Deliver {
  return async (job) => {
    const wanted = await world.inTransaction((tx) => read(tx, job, world));
    if (!wanted || wanted.chat.lost) return;
    const { chat, sheet } = wanted;
    const channel = channelOf(world.channels, chat.connection);
    mustNotRepeatBlindly(channel, job, world.now(), 'text');
    const bytes = await workbookOf(sheet.header, sheet.rows);
    await awaitTurn(world, channel, 'send', { chat: chat.id });
    const to = { kind: chat.kind === 'group' ? 'group' : 'person', id: chat.address } as const;
    try {
      await channel.send(to, messageOf(channel, sheet.name, bytes, wanted), job.id);
    } catch (error) {
      const failure = asAppError(error);
      const reaction = failure.outside?.reaction;
      if (reaction === 'chat-lost') await world.inTransaction((tx) => loseChat(tx, chat.id, job.id));
      if (reaction === 'not-addressed')
        await world.inTransaction((tx) => awaitWord(tx, chat.id, job.attempts));
      throw failure;
    }
  };
}

async function read(
  tx: Tx,
  { payload }: Job,
  { view, standard }: { readonly view: ViewSettings; readonly standard: PlatformMode },
) {
  const card = await tx.cards.find(payload['card'] ?? '');
  const member = await tx.members.get(payload['member'] ?? '');
  if (!card || card.viewerId !== member.id || !may(member, 'export')) return null;
  const bounds = { timeZone: view.timeZone, most: SHEET_ROWS };
  const mode = await modeOfEnterprise(tx, card.enterpriseId, standard);
  const asked = { ...card, turnedTo: payload['turnedTo'] ?? card.turnedTo };
  const sheet =
    card.kind === 'library'
      ? await patentSheet(tx, asked, bounds)
      : await workSheet(tx, card.enterpriseId, { mode, ...bounds });
  const place = card.kind === 'library' ? '专利库' : '待填报';
  return { chat: await tx.chats.get(card.chatId), sheet, place, page: view.pageLink(card, member.id, tx.at) };
}

/** A channel that carries no such file says where the list can be read instead. */
function messageOf(
  { can }: Channel,
  name: string,
  bytes: Uint8Array,
  { place, page }: { readonly place: string; readonly page: string },
): Message {
  if (bytes.length <= can.fileBytes) return { kind: 'file', name, bytes };
  const where = page === '' ? `请在「${place}」卡片上逐条查看。` : `请在网页上逐条查看：${page}`;
  return { kind: 'text', text: `这里不能发送文件。${where}` };
}
