import type { ChatView, KeptFile, MessageView, PersonView } from '../view.ts';
import { cardFor } from './messages.ts';
import { isIn, nameOf } from './people.ts';
import type { Chat, Person, StoredMessage } from './records.ts';
import type { WecomWorld } from './world.ts';

const EXCERPT_CHARACTERS = 30;
/** Marks of bold words, and what makes a mark an ordinary character. */
const MARKS = /\\([!-/:-@[-`{-~])|\*\*/g;
const CONTACTS = ['bot', 'app'] as const;
/** The kinds of messages whose words are shown by their marks. */
const MARKED: ReadonlySet<string> = new Set(['markdown', 'markdown_v2', 'stream']);

/** Shows what people have on their screens; of a card each sees his own copy. Ids of people are userids. */
export function viewPeople(world: WecomWorld, userIds?: readonly string[]): PersonView[] {
  const people = [...world.people.values()].filter(({ userId }) => userIds?.includes(userId) ?? true);
  return people.map((person) => ({
    openId: person.userId,
    name: person.name,
    product: 'wecom',
    contacts: CONTACTS.map((whom) => ({ whom, name: nameOf(world, whom) })),
    chats: [...world.chats.values()]
      .filter((chat) => isIn(chat, person))
      .map((chat) => viewChat(world, chat, person)),
  }));
}

/** Finds the file of a message that a person sees; null for any other message. */
export function fileSeenBy(world: WecomWorld, userId: string, messageId: string): KeptFile | null {
  const [message, person] = [world.messages.get(messageId), world.people.get(userId)];
  if (!message || !person || message.recalled || message.mediaId === null) return null;
  const chats = message.chatIds.flatMap((id) => world.chats.get(id) ?? []);
  return chats.some((chat) => isIn(chat, person)) ? (world.media.get(message.mediaId) ?? null) : null;
}

function viewChat(world: WecomWorld, chat: Chat, person: Person): ChatView {
  const messages = [...world.messages.values()]
    .filter(({ chatIds, recalled }) => chatIds.includes(chat.chatId) && !recalled)
    .map((message) => viewMessage(world, message, person));
  const members = [...chat.members].map((openId) => ({ openId, name: world.people.get(openId)?.name ?? '' }));
  const facts = { chatId: chat.chatId, name: chat.name, members, messages };
  return chat.kind === 'group'
    ? { ...facts, kind: 'group', whom: null }
    : { ...facts, kind: 'private', whom: chat.kind };
}

function viewMessage(world: WecomWorld, message: StoredMessage, { userId }: Person): MessageView {
  const { messageId, sentAt, editedAt, text, copies, quoted: quotedId } = message;
  const quoted = quotedId === null ? undefined : world.messages.get(quotedId);
  const edited = copies.get(userId)?.editedAt ?? editedAt;
  return {
    messageId,
    sender: senderOf(world, message),
    sentAt: sentAt.getTime(),
    editedAt: edited?.getTime() ?? null,
    kind: kindOf(message),
    text,
    card: cardFor(message, userId),
    replyTo: quoted === undefined ? null : { messageId: quoted.messageId, excerpt: excerptOf(quoted) },
  };
}

function senderOf(world: WecomWorld, { author }: StoredMessage): MessageView['sender'] {
  if (author.kind === 'person') return { kind: 'person', name: world.people.get(author.id)?.name ?? '' };
  return { kind: author.kind === 'app' ? 'app' : 'bot', name: nameOf(world, author.kind) };
}

function kindOf({ card, mediaId, msgType }: StoredMessage): MessageView['kind'] {
  if (card !== null) return 'card';
  if (mediaId !== null) return 'file';
  return MARKED.has(msgType) ? 'markdown' : 'text';
}

/** A few of the words, as they read without their marks. */
function excerptOf(message: StoredMessage): string {
  const { text } = message;
  const words = kindOf(message) === 'markdown' ? text.replaceAll(MARKS, '$1') : text;
  return [...words].slice(0, EXCERPT_CHARACTERS).join('');
}
