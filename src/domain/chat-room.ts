import { refuse } from './refusals.ts';

/** A chat panhuo knows: a group bound to one enterprise, or the private chat with one person. */
export interface ChatRoom {
  readonly id: string;
  readonly connection: string;
  readonly kind: 'group' | 'private';
  /** The channel's address: a group's chat id, or a person's user id. */
  readonly address: string;
  /** The channel's own chat id, known for a private chat once something was sent there. */
  readonly channelChatId: string | null;
  readonly enterpriseId: string | null;
  /** Since when it is bound; null where it is not, and where that was never noted. */
  readonly boundAt: Date | null;
  /** What a bound group is for: patents go to the experts' group, reviews to the admins' group if there is one. */
  readonly purpose: 'experts' | 'admins';
  readonly name: string;
  readonly external: boolean;
  /** Lost when the bot was removed or the chat dissolved. */
  readonly lost: boolean;
  /** Silent where the bot may not speak before somebody has written to it here. */
  readonly silent: boolean;
}

/** A chat as panhuo first hears of it: bound to nobody. */
export function newRoom(
  known: Pick<ChatRoom, 'id' | 'connection' | 'kind' | 'address'> & Partial<ChatRoom>,
): ChatRoom {
  return {
    channelChatId: null,
    enterpriseId: null,
    boundAt: null,
    purpose: 'experts',
    name: '',
    external: false,
    lost: false,
    silent: false,
    ...known,
  };
}

/** Gives a group to an enterprise; groups with outsiders are refused (rule 28), and a group serves one enterprise. */
export function bind(
  room: ChatRoom,
  {
    enterpriseId,
    purpose = 'experts',
    at,
  }: { readonly enterpriseId: string; readonly purpose?: ChatRoom['purpose']; readonly at: Date },
): ChatRoom {
  if (room.external) refuse('external_chat', { chat: room.id });
  if (room.enterpriseId !== null && room.enterpriseId !== enterpriseId)
    refuse('chat_bound_elsewhere', { chat: room.id });
  const boundAt = room.enterpriseId === null ? at : room.boundAt;
  return { ...room, enterpriseId, boundAt, purpose, lost: false };
}

/** Takes a group from its enterprise; nothing goes there any more, and any enterprise may bind it again. */
export function unbind(room: ChatRoom): ChatRoom {
  return { ...room, enterpriseId: null, boundAt: null, purpose: 'experts' };
}

/** Says whether cards may go into this chat now; a group must be bound, a private chat belongs to its person. */
export function takesCards(room: ChatRoom): boolean {
  if (room.lost || room.external) return false;
  return room.kind === 'private' || room.enterpriseId !== null;
}

/** Says whether the bot may say who it is in this chat, bound or not; not where outsiders read (rule 28). */
export function takesGreetings(room: ChatRoom): boolean {
  return !room.lost && !room.external;
}

/** Says whether cards of an enterprise may go into this chat now: never into a group of another one (rule 31). */
export function takesCardsOf(room: ChatRoom, enterpriseId: string): boolean {
  return takesCards(room) && (room.kind === 'private' || room.enterpriseId === enterpriseId);
}

/** Says whether patents are pushed into this chat. */
export function takesPatents(room: ChatRoom): boolean {
  return room.kind === 'group' && room.purpose === 'experts' && takesCards(room);
}

/** What a group is called towards its people; not every channel tells its name. */
export function groupCalled({ name }: ChatRoom): string {
  return name === '' ? '企业的群' : `群「${name}」`;
}
