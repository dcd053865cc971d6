/**
 * The cards panhuo sends; each has its templates under `cards/`, and each is about one subject.
 * About a match: `patent` goes to groups, `returned` to the expert whose answer came back, `review` and
 * `enterprise-evaluation` to admins. About an application: `application-review` to admins. About a member:
 * `application` to the expert, `admin-profile` to the admin. About an enterprise, or a chat bound to none: `help` to
 * whoever asks, `experts` to an admin, `recommend` to where an admin picks people. About a chat: `check` goes there.
 */
export const CARD_KINDS = [
  'patent',
  'returned',
  'review',
  'enterprise-evaluation',
  'help',
  'admin-profile',
  'application',
  'application-review',
  'experts',
  'recommend',
  'check',
] as const;

/** The name of a card. */
export type CardKind = (typeof CARD_KINDS)[number];
