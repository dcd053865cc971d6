import type { Service } from './service.ts';
import { patentNo } from './society.ts';

/** A CSV file with the platform's headers; rows are made-up patents by their index, or lines as they are. */
export function csvOf(
  rows: readonly (number | string)[],
  header = '申请号,专利名称,申请人,联系电话',
): Buffer {
  const lines = rows.map((row) => {
    if (typeof row === 'string') return row;
    const { applicationNumber, title } = patentNo(row);
    return `${applicationNumber},${title},示例大学（虚构）,`;
  });
  return Buffer.from([header, ...lines].join('\r\n'));
}

/** Sends a file in a person's private chat, or elsewhere, and lets everything follow. */
export async function dropFile(
  service: Service,
  by: string,
  name: string,
  bytes: Buffer,
  chatId = service.feishu.privateChat(by),
): Promise<void> {
  await service.feishu.drop({ by, chatId, name, bytes });
  await service.drain();
}
