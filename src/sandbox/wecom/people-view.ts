import type { ChatView, MessageView, PersonView } from '../view.ts';
import { cardFor } from './messages.ts';
import { isIn, nameOf } from './people.ts';
import type { Chat, Person, StoredMessage } from './records.ts';
import type { WecomWorld } from './world.ts';

const EXCERPT_CHARACTERS = 30;

/** Shows what people have on their screens; of a card each sees his own copy. Ids of people are userids. */
export function viewPeople(world: WecomWorld, userIds?: readonly string[]): PersonView[] {
  const people = [...world.people.values()].filter(({ userId }) => userIds?.includes(userId) ?? true);
  return people.map((person) => ({
    openId: person.userId,
    name: person.name,
    chats: [...world.chats.values()]
      .filter((chat) => isIn(chat, person))
      .map((chat) => viewChat(world, chat, person)),
  }));
}

function viewChat(world: WecomWorld, chat: Chat, person: Person): ChatView {
  const messages = [...world.messages.values()]
    .filter(({ chatIds, recalled }) => chatIds.includes(chat.chatId) && !recalled)
    .map((message) => viewMessage(world, message, person));
  const members = [...chat.members].map((openId) => ({ openId, name: world.people.get(openId)?.name ?? '' }));
  const kind = chat.kind === 'group' ? 'group' : 'private';
  return { chatId: chat.chatId, name: chat.name, kind, members, messages };
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
  if (author.kind !== 'person') return { kind: 'bot', name: nameOf(world, author.kind) };
  return { kind: 'person', name: world.people.get(author.id)?.name ?? '' };
}

function kindOf({ card, mediaId }: StoredMessage): MessageView['kind'] {
  if (card !== null) return 'card';
  return mediaId === null ? 'text' : 'file';
}

function excerptOf({ text }: StoredMessage): string {
  return [...text].slice(0, EXCERPT_CHARACTERS).join('');
}
