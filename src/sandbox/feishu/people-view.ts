import type { ChatView, KeptFile, MessageView, PersonView } from '../view.ts';
import { isNode } from './card-node.ts';
import { cardOf } from './content.ts';
import { isIn } from './people.ts';
import type { Chat, FeishuWorld, Person, StoredMessage } from './world.ts';

const EXCERPT_CHARACTERS = 30;
const PLACEHOLDER = /@_user_\d+/g;
const TEXT_MENTION = /<at user_id="([^"]*)">([^<]*)<\/at>/g;

/** Shows what people have on their screens: their chats with the messages as they are now, recalled ones left out. */
export function viewPeople(world: FeishuWorld, openIds?: readonly string[]): PersonView[] {
  const people = [...world.people.values()].filter(
    ({ openId }) => openIds === undefined || openIds.includes(openId),
  );
  const views = [...world.chats.values()].map((chat) => ({ chat, view: viewChat(world, chat) }));
  return people.map((person) => ({
    openId: person.openId,
    name: person.name,
    product: 'feishu',
    contacts: [{ whom: 'bot', name: world.bot.name }],
    chats: views.filter(({ chat }) => isIn(chat, person)).map(({ view }) => view),
  }));
}

/** A chat looks the same to everybody in it; a private chat bears the bot's name. */
function viewChat(world: FeishuWorld, chat: Chat): ChatView {
  const messages = [...world.messages.values()]
    .filter(({ chatId, recalled }) => chatId === chat.chatId && !recalled)
    .map((message) => viewMessage(world, message));
  const members = [...chat.members].map((openId) => ({ openId, name: nameOf(world.people.get(openId)) }));
  const { chatId, name } = chat;
  return chat.kind === 'group'
    ? { chatId, name, kind: 'group', whom: null, members, messages }
    : { chatId, name: world.bot.name, kind: 'private', whom: 'bot', members, messages };
}

function viewMessage(world: FeishuWorld, message: StoredMessage): MessageView {
  const parent = message.parentId === null ? undefined : world.messages.get(message.parentId);
  return {
    messageId: message.messageId,
    sender: senderOf(world, message),
    sentAt: message.sentAt.getTime(),
    editedAt: message.editedAt?.getTime() ?? null,
    kind: kindOf(message),
    text: textOf(world, message),
    card: cardOf(message),
    replyTo: parent === undefined ? null : { messageId: parent.messageId, excerpt: excerptOf(world, parent) },
  };
}

function senderOf(world: FeishuWorld, { sender }: StoredMessage): MessageView['sender'] {
  if (sender.kind === 'bot') return { kind: 'bot', name: world.bot.name };
  return { kind: 'person', name: nameOf(world.people.get(sender.id)) };
}

function nameOf(person: Person | undefined): string {
  return person?.name ?? '';
}

function kindOf({ msgType }: StoredMessage): MessageView['kind'] {
  if (msgType === 'interactive') return 'card';
  return msgType === 'file' ? 'file' : 'text';
}

function textOf(world: FeishuWorld, message: StoredMessage): string {
  const content: unknown = JSON.parse(message.content);
  if (!isNode(content)) return '';
  if (message.msgType === 'file') return fileAt(world, fileKeyOf(message))?.name ?? '';
  if (message.msgType !== 'text') return '';
  const said = String(content['text'] ?? '').replace(TEXT_MENTION, (_, id: string, name: string) =>
    id === 'all' ? '@所有人' : `@${world.people.get(id)?.name ?? name}`,
  );
  const nameAt = new Map(message.mentions.map(({ key, name }) => [key, `@${name}`]));
  return said.replace(PLACEHOLDER, (key) => nameAt.get(key) ?? key);
}

/** Finds the file of a message that a person sees; null for any other message. */
export function fileSeenBy(world: FeishuWorld, openId: string, messageId: string): KeptFile | null {
  const [message, person] = [world.messages.get(messageId), world.people.get(openId)];
  const chat = message && world.chats.get(message.chatId);
  if (!message || !person || !chat || !isIn(chat, person)) return null;
  return message.msgType === 'file' && !message.recalled ? fileAt(world, fileKeyOf(message)) : null;
}

function fileKeyOf(message: StoredMessage): string {
  const content: unknown = JSON.parse(message.content);
  return isNode(content) ? String(content['file_key']) : '';
}

function fileAt({ files, drops }: FeishuWorld, key: string): KeptFile | null {
  return files.get(key) ?? drops.get(key) ?? null;
}

function excerptOf(world: FeishuWorld, message: StoredMessage): string {
  const text = message.msgType === 'interactive' ? titleOf(message) : textOf(world, message);
  return [...text].slice(0, EXCERPT_CHARACTERS).join('');
}

function titleOf(message: StoredMessage): string {
  const header = cardOf(message)?.['header'];
  const title = isNode(header) ? header['title'] : undefined;
  return isNode(title) ? String(title['content'] ?? '') : '';
}
