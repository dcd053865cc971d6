import type { Job } from '../stores/outbox-store.ts';
import type { Tx } from '../stores/transactions.ts';

/** What a job is about, in words without personal data, and whose it is. */
export interface JobSubject {
  readonly about: string;
  /** Null when it belongs to no enterprise, as a text to a private chat does. */
  readonly enterpriseId: string | null;
}

const UNKNOWN: JobSubject = { about: 'something that is not in the database any more', enterpriseId: null };

/** Finds out what a job is about; never fails for one whose subject is gone. */
export async function subjectOf(tx: Tx, { topic, payload }: Job): Promise<JobSubject> {
  switch (topic) {
    case 'card':
      return subjectOfCard(tx, payload['card'] ?? '');
    case 'file': {
      const card = await subjectOfCard(tx, payload['card'] ?? '');
      return { ...card, about: `the spreadsheet asked for on the ${card.about}` };
    }
    case 'evaluation':
      return subjectOfEvaluation(tx, payload['evaluation'] ?? '');
    case 'intent':
    case 'demand':
    case 'withdrawal':
      return subjectOfCooperation(tx, topic, payload);
    case 'contacts': {
      const list = await tx.contactLists.find(payload['list'] ?? '');
      return list ? { about: 'a list of contacts to look up', enterpriseId: list.enterpriseId } : UNKNOWN;
    }
    case 'drop':
    case 'import':
      return subjectOfImport(tx, topic, payload['import'] ?? '');
    case 'rematch':
      return {
        about: 'matching all patents with the changed focus',
        enterpriseId: payload['enterprise'] ?? null,
      };
    case 'text': {
      const chat = await tx.chats.get(payload['chat'] ?? '').catch(() => null);
      if (!chat) return UNKNOWN;
      const place = chat.kind === 'group' ? 'group' : 'private chat';
      return { about: `a text to the ${place} ${chat.id}`, enterpriseId: chat.enterpriseId };
    }
  }
}

async function subjectOfCard(tx: Tx, cardId: string): Promise<JobSubject> {
  const card = await tx.cards.find(cardId);
  if (!card) return UNKNOWN;
  const about = `card «${card.kind}» in the chat ${card.chatId}`;
  return { about, enterpriseId: card.enterpriseId };
}

async function subjectOfImport(tx: Tx, topic: 'drop' | 'import', id: string): Promise<JobSubject> {
  const file = await tx.imports.find(id);
  const about = topic === 'drop' ? 'a file to be read' : 'a file to be taken in';
  return file ? { about, enterpriseId: file.enterpriseId } : UNKNOWN;
}

async function subjectOfEvaluation(tx: Tx, evaluationId: string): Promise<JobSubject> {
  const evaluation = await tx.enterpriseEvaluations.find(evaluationId);
  if (!evaluation) return UNKNOWN;
  const { patentId, enterpriseId } = await tx.matches.get(evaluation.matchId);
  const { applicationNumber } = await tx.patents.get(patentId);
  return { about: `evaluation of ${applicationNumber}`, enterpriseId };
}

async function subjectOfCooperation(
  tx: Tx,
  topic: Job['topic'],
  payload: Job['payload'],
): Promise<JobSubject> {
  const ending = topic === 'withdrawal' ? 'the end of ' : '';
  const demand = await tx.demands.find(payload['demand'] ?? '');
  if (demand) return { about: `${ending}a demand`, enterpriseId: demand.enterpriseId };
  const intent = await tx.intents.find(payload['intent'] ?? '');
  if (!intent) return UNKNOWN;
  const { applicationNumber } = await tx.patents.get(intent.patentId);
  return { about: `${ending}the intent for ${applicationNumber}`, enterpriseId: intent.enterpriseId };
}
