import type { Drop } from '../chat/port.ts';
import { takesCardsOf } from '../domain/chat-room.ts';
import { type ImportPreview, looked, NOTHING_READ, type PatentImport } from '../domain/patent-import.ts';
import { may } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import { toldName } from '../domain/typed-text.ts';
import type { Tx } from '../stores/transactions.ts';
import { chatOf } from './help.ts';
import { openCard, promiseText } from './promise-cards.ts';
import { membersHere } from './who-speaks.ts';

/** How long a file's name may be, in characters. */
const NAME_LIMIT = 80;
/** What people send each other in a group is no business of ours unless it may be a list of patents. */
const SPREADSHEET = /\.(xlsx|xlsm|xlsb|xls|csv|et|ods)$/i;

/**
 * Takes a file that a person sent for a list of patents, if he is an admin: it is only noted, and read by a job. In a
 * group, files that are no spreadsheets are left alone. What was understood will stand on a card.
 */
export async function takeDrop(tx: Tx, drop: Drop): Promise<void> {
  const { connection, chatKind, messageId, source } = drop;
  if (chatKind === 'group' && !SPREADSHEET.test(drop.name)) return;
  const chat = await chatOf(tx, drop);
  if (chat.external) return;
  const members = await membersHere(tx, drop, 'ask-for-help');
  const [admin, ...others] = members.filter((member) => may(member, 'import-patents'));
  if (members.length === 0) refuse('unknown_person');
  if (!admin) refuse('import_for_admins');
  if (chatKind === 'group' && chat.enterpriseId === null) refuse('chat_not_bound');
  if (others.length > 0) refuse('import_of_several');
  const file: PatentImport = {
    id: tx.newId(),
    enterpriseId: admin.enterpriseId,
    memberId: admin.id,
    chatId: chat.id,
    ...{ connection, messageId, source, name: importName(drop.name) },
    ...{ state: 'reading', library: null, decidedBy: null, preview: NOTHING_READ },
    ...{ taken: 0, added: 0, changed: 0, createdAt: tx.at },
  };
  await tx.imports.add(file);
  await promiseReading(tx, file);
}

/** The name of a file as it is kept and shown. */
export function importName(name: string): string {
  return toldName(name, NAME_LIMIT);
}

/** One file of a connection is read at a time, whoever sent it, so that several large ones never meet in memory. */
async function promiseReading(tx: Tx, { id, connection }: PatentImport): Promise<void> {
  const lane = `drop:${connection}`;
  const promised = {
    topic: 'drop',
    key: `drop:${id}`,
    lane,
    connection: '',
    payload: { import: id },
  } as const;
  await tx.outbox.promise(promised, tx.newId(), tx.at);
}

/** Says whether a file may still be read for the admin who sent it: he, his enterprise and the chat are what they were. */
export async function mayStillRead(
  tx: Tx,
  { memberId, enterpriseId, state }: PatentImport,
): Promise<boolean> {
  if (state !== 'reading') return false;
  const { state: served } = await tx.enterprises.get(enterpriseId);
  return served === 'active' && may(await tx.members.get(memberId), 'import-patents');
}

/** Shows what was understood of a file and asks where its patents belong, in the chat it was sent in. */
export async function showPreview(
  tx: Tx,
  { id, name, preview }: { readonly id: string; readonly name: string; readonly preview: ImportPreview },
): Promise<void> {
  const before = await tx.imports.lock(id);
  if (before.state !== 'reading') return;
  const file = looked({ ...before, name }, preview);
  await tx.imports.replace(file);
  const chat = await tx.chats.get(file.chatId);
  const viewer = chat.kind === 'group' ? null : await tx.members.get(file.memberId);
  await openCard(tx, { kind: 'import', subject: file, chat, viewer });
}

/** Tells why a file cannot be read as a whole, and forgets it. */
export async function turnDown(tx: Tx, id: string, name: string, hint: string): Promise<void> {
  const file = await tx.imports.lock(id);
  if (file.state !== 'reading') return;
  await tx.imports.dropBatches(id);
  await tx.imports.replace({ ...file, name, state: 'unfit', source: '' });
  const chat = await tx.chats.get(file.chatId);
  // A group may be another enterprise's by now (rule 31).
  if (!takesCardsOf(chat, file.enterpriseId)) return;
  const what = name === '' ? '文件' : `文件「${name}」`;
  const text = `${what}没有导入，没有任何改动。${hint}`;
  await promiseText(tx, { key: `import:${id}`, chat, text, replyTo: file.messageId });
}
