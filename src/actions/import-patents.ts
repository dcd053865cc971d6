import type { Notice } from '../chat/port.ts';
import type { Member } from '../domain/member.ts';
import {
  advanced,
  cancelled,
  decided,
  type ImportLibrary,
  type PatentImport,
} from '../domain/patent-import.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { promiseCardsOf } from './promise-cards.ts';
import { takeInPatents } from './take-in-patents.ts';

interface Deciding {
  readonly card: SentCard;
  readonly member: Member;
}

/** Begins to take a file's patents into the library an admin names; the same word again changes nothing. */
export async function decideImport(
  tx: Tx,
  { card, member, library }: Deciding & { readonly library: ImportLibrary },
): Promise<Notice> {
  const before = await lockFor(tx, card, member);
  const again = before.library === library && (before.state === 'importing' || before.state === 'done');
  if (again) return { tone: 'info', text: '这个文件已经在导入，进度和结果见卡片。' };
  const file = decided(before, { memberId: member.id, library });
  await tx.imports.replace(file);
  await promiseImport(tx, file);
  await promiseCardsOf(tx, file.id);
  return { tone: 'success', text: '已开始导入，完成后在卡片上告诉您。' };
}

/** Gives a file up; nothing of it was taken in, and nothing of it is kept. */
export async function cancelImport(tx: Tx, { card, member }: Deciding): Promise<Notice> {
  const file = cancelled(await lockFor(tx, card, member), { memberId: member.id });
  await tx.imports.dropBatches(file.id);
  await tx.imports.replace(file);
  await promiseCardsOf(tx, file.id);
  return { tone: 'success', text: '已取消，没有导入任何内容，文件内容已删除。' };
}

async function lockFor(tx: Tx, { subjectId }: SentCard, member: Member): Promise<PatentImport> {
  mustBeAllowed(member, 'import-patents');
  const file = await tx.imports.lock(subjectId);
  return file.enterpriseId === member.enterpriseId ? file : refuse('wrong_enterprise');
}

/** The imports of an enterprise go one after the other. */
async function promiseImport(tx: Tx, { id, enterpriseId }: PatentImport): Promise<void> {
  const lane = `import:${enterpriseId}`;
  const promised = {
    topic: 'import',
    key: `import:${id}`,
    lane,
    connection: '',
    payload: { import: id },
  } as const;
  await tx.outbox.promise(promised, tx.newId(), tx.at);
}

/**
 * Takes in the next batch of a file and lets go of it, in one transaction: whatever breaks off, no batch is taken in
 * half or counted twice. Returns false when nothing is left to do.
 */
export async function importBatch(tx: Tx, id: string): Promise<boolean> {
  const file = await tx.imports.lock(id);
  if (file.state !== 'importing') return false;
  const batch = await tx.imports.nextBatch(id);
  if (!batch) {
    await finish(tx, file);
    return false;
  }
  const enterprise = await tx.enterprises.get(file.enterpriseId);
  if (enterprise.state !== 'active') return stop(tx, file);
  const push = file.library === 'evaluation' ? { enterprise, reason: PUSHED_BY_FILE } : null;
  const counts = await takeInPatents(tx, batch.records, push, 'enterprise');
  await tx.imports.dropBatch(id, batch);
  await tx.imports.replace(advanced(file, counts));
  return true;
}

/** An enterprise that was closed meanwhile takes nothing in any more. */
async function stop(tx: Tx, file: PatentImport): Promise<false> {
  await tx.imports.dropBatches(file.id);
  await tx.imports.replace({ ...file, state: 'cancelled' });
  await promiseCardsOf(tx, file.id);
  return false;
}

/** Why a patent of a file was pushed, in the words of a match. */
const PUSHED_BY_FILE = '评价库导出文件';

async function finish(tx: Tx, file: PatentImport): Promise<void> {
  await tx.imports.replace({ ...file, state: 'done' });
  await promiseCardsOf(tx, file.id);
  const { id: subject, enterpriseId, decidedBy, memberId, library, taken } = file;
  const detail = { ...(library === null ? {} : { library }), patents: taken };
  await record(tx, { enterpriseId, actor: decidedBy ?? memberId, act: 'import-patents', subject, detail });
}

/** Promises that an import goes on, and that its cards show how far it is. */
export async function goOnImporting(tx: Tx, id: string): Promise<void> {
  const file = await tx.imports.get(id);
  await promiseCardsOf(tx, id);
  await promiseImport(tx, file);
}

/** Forgets what was sent before a moment and never decided on; returns how many files. */
export async function forgetUndecided(tx: Tx, before: Date): Promise<number> {
  const files = await tx.imports.undecidedBefore(before);
  for (const file of files) {
    await tx.imports.dropBatches(file.id);
    await tx.imports.replace({ ...file, state: 'expired', source: '' });
    await promiseCardsOf(tx, file.id);
  }
  return files.length;
}
