/** The enterprises of the isolation test, by the sign in all that is theirs. */
export const SIGNS = ['甲', '乙'] as const;

/** The sign of one. */
export type Sign = (typeof SIGNS)[number];

/**
 * What a secret text is: everybody in the group may read the first ones; a name, a profile, an opinion or a verdict is
 * for the one it belongs to and for the admins; a wish, as intents and demands are here, for the admins alone.
 */
const OPEN = ['firm', 'group', 'reason', 'patent', 'draft'] as const;
export type Secret = (typeof OPEN)[number] | 'name' | 'profile' | 'opinion' | 'verdict' | 'wish';

/** Writes the mark of a secret text: whose enterprise, what, and whom it is about. */
export function mark(sign: Sign, secret: Secret, owner = ''): string {
  return `${sign}Z${secret}Z${owner}Z`;
}

/** A mark found in a text. */
export interface Mark {
  /** The mark as it stands there, with the number that tells texts of one kind apart. */
  readonly text: string;
  readonly sign: Sign;
  readonly secret: Secret;
  readonly owner: string;
}

/** Finds every mark in a text. */
export function marksIn(text: string): Mark[] {
  return [...text.matchAll(/([甲乙])Z([a-z]+)Z([a-z]*)Z\d*/gu)].map(([found, sign, secret, owner]) => ({
    text: found,
    sign: sign as Sign,
    secret: secret as Secret,
    owner: owner ?? '',
  }));
}

/** Who somebody is, or has ever been, in each enterprise. */
export type Standing = Readonly<Record<Sign, 'nobody' | 'member' | 'admin'>>;

/** Says whether a mark may stand in what one person alone reads. */
export function mayRead({ sign, secret, owner }: Mark, key: string, standing: Standing): boolean {
  if (isPublic({ secret })) return SIGNS.some((each) => standing[each] !== 'nobody');
  if (standing[sign] === 'nobody') return false;
  return standing[sign] === 'admin' || owner === key || isOpen(secret);
}

/**
 * Says whether a mark is for every enterprise: what the register says of a patent, for all that is registered stands in the
 * resource library of everybody (manual, line 137). Why it was matched is not.
 */
export function isPublic({ secret }: Pick<Mark, 'secret'>): boolean {
  return secret === 'patent';
}

/** Says whether a mark is for admins and the one it is about. */
export function isSecret({ secret }: Mark): boolean {
  return !isOpen(secret);
}

/** Says whether a mark may stand in what a group reads. */
export function mayHang({ sign, secret }: Mark, group: { sign: Sign; admins: boolean }): boolean {
  return isPublic({ secret }) || (sign === group.sign && (group.admins || isOpen(secret)));
}

function isOpen(secret: string): boolean {
  return OPEN.some((each) => each === secret);
}
