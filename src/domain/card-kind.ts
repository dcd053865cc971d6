/**
 * The cards panhuo sends; each has its templates under `cards/`, and each is about one subject.
 * About a match: `patent` goes to groups, `portfolio` to whoever asks for the patents of one, `returned` to the expert
 * whose answer came back, `review` and `enterprise-evaluation` to admins. About a patent: `detail` to whoever asks.
 * `intent` and `demand` are each about one of these, and go to admins. About an application: `application-review` to admins. About a member:
 * `application` to the expert, `admin-profile` to the admin, `saved-searches` to whoever keeps them, `to-do` to
 * whoever has something to do. About an enterprise, or
 * a chat bound to none: `help` to whoever asks, `library` (one of the three, or what was found in it) and `focus` (what it
 * wants to see) to a member, `experts`, `evaluations`, `campaign` (how far it has come), `needs` (intents and demands) and `work-list` (what is
 * to be entered by hand) to an admin, `recommend` to where an admin picks people. About a file: `import` goes to
 * where an admin has sent it. About one of its weeks: `digest` goes to a group, and to a member who asks for one. About a
 * chat: `check` goes there.
 */
export const CARD_KINDS = [
  'patent',
  'portfolio',
  'returned',
  'review',
  'enterprise-evaluation',
  'detail',
  'intent',
  'demand',
  'help',
  'admin-profile',
  'application',
  'application-review',
  'experts',
  'evaluations',
  'campaign',
  'library',
  'focus',
  'saved-searches',
  'needs',
  'work-list',
  'import',
  'recommend',
  'digest',
  'to-do',
  'check',
] as const;

/** The name of a card. */
export type CardKind = (typeof CARD_KINDS)[number];
