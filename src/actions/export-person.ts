import { type PersonData, personData } from '../reads/person-data.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';

/** Hands out everything that is stored about one member, and notes that it was handed out. */
export async function exportPerson(
  tx: Tx,
  input: { readonly memberId: string; readonly actor: string },
): Promise<PersonData> {
  const data = await personData(tx, input.memberId);
  const { enterpriseId, id } = data.member;
  await record(tx, { enterpriseId, actor: input.actor, act: 'export-person', subject: id });
  return data;
}
