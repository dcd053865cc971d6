import { type PlatformMode, platformModeOf } from '../domain/enterprise.ts';
import type { Tx } from '../stores/transactions.ts';
import { minuteName, shownName } from './people-wording.ts';

/** Where an admin enters by hand what panhuo does not post. */
export const PLATFORM_PAGE = 'https://www.patentnavi.org.cn/';

/** How a text gets to the platform, as far as its card says it. */
export interface PlatformWay {
  /** True when the enterprise's admins enter everything by hand. */
  readonly byHand: boolean;
  readonly timeZone: string;
}

/** Reads an enterprise's way to the platform; `standard` is the one in the settings. */
export async function modeOfEnterprise(tx: Tx, id: string, standard: PlatformMode): Promise<PlatformMode> {
  return platformModeOf(await tx.enterprises.get(id), standard);
}

/** Says which admin has entered something on the platform, and when; empty when nobody has. */
export async function markedLine(
  tx: Tx,
  { postedBy, postedAt }: { readonly postedBy: string | null; readonly postedAt: Date | null },
  timeZone: string,
): Promise<string> {
  if (postedBy === null || postedAt === null) return '';
  const { name } = await tx.members.get(postedBy);
  return `已由${shownName(name)}于 ${minuteName(postedAt, timeZone)} 在平台填报。`;
}
