import type { PlatformMode } from '../domain/enterprise.ts';
import type { Tx } from '../stores/transactions.ts';
import { dayName, minuteName } from './people-wording.ts';
import { workForAdmins, workItem } from './work-item.ts';

/** A spreadsheet as text: its file name, the header, and a row for each thing. */
export interface Sheet {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const FIRST = ['类型', '名称', '填到平台', '确认时间'] as const;

/**
 * Reads all that an enterprise's admins have to enter by hand, one row a thing and one column a field; what goes beyond
 * `most` rows is left out, and the last row says how much that is.
 */
export async function workSheet(
  tx: Tx,
  enterpriseId: string,
  { mode, timeZone, most }: { readonly mode: PlatformMode; readonly timeZone: string; readonly most: number },
): Promise<Sheet> {
  const work = await workForAdmins(tx, enterpriseId, mode);
  const fits = work.length <= most;
  const listed = [];
  for (const each of fits ? work : work.slice(0, most - 1))
    listed.push({ at: minuteName(each.at, timeZone), ...(await workItem(tx, each)) });
  const labels = [...new Set(listed.flatMap(({ fields }) => fields.map(({ label }) => label)))];
  const rows = listed.map(({ what, heading, place, at, fields }) => {
    const told = new Map(fields.map(({ label, text }) => [label, text]));
    return [what, heading, place, at, ...labels.map((label) => told.get(label) ?? '')];
  });
  const left = fits ? [] : [[`还有 ${work.length - listed.length} 条没有列出，请先填报以上各条后再次导出。`]];
  return {
    name: `待填报清单 ${dayName(tx.at, timeZone)}.xlsx`,
    header: [...FIRST, ...labels],
    rows: [...rows, ...left],
  };
}
