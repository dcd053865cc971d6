import type { ButtonRule } from './button-rule.ts';
import { CAMPAIGN_BUTTONS } from './campaign-buttons.ts';
import { COOPERATION_BUTTONS } from './cooperation-buttons.ts';
import { DETAIL_BUTTONS } from './detail-buttons.ts';
import { DIGEST_BUTTONS } from './digest-buttons.ts';
import { EVALUATION_BUTTONS } from './evaluation-buttons.ts';
import { EVALUATION_LIST_BUTTONS } from './evaluation-list-buttons.ts';
import { FOCUS_BUTTONS } from './focus-buttons.ts';
import { IMPORT_BUTTONS } from './import-buttons.ts';
import { LIBRARY_BUTTONS } from './library-buttons.ts';
import { PEOPLE_BUTTONS } from './people-buttons.ts';
import { REMINDER_BUTTONS } from './reminder-buttons.ts';
import { SAVED_SEARCH_BUTTONS } from './saved-search-buttons.ts';
import { WORK_BUTTONS } from './work-buttons.ts';

/** Every button of every card, by the verb it carries. */
export const BUTTONS: Readonly<Record<string, ButtonRule>> = {
  ...EVALUATION_BUTTONS,
  ...DETAIL_BUTTONS,
  ...EVALUATION_LIST_BUTTONS,
  ...LIBRARY_BUTTONS,
  ...FOCUS_BUTTONS,
  ...SAVED_SEARCH_BUTTONS,
  ...DIGEST_BUTTONS,
  ...REMINDER_BUTTONS,
  ...CAMPAIGN_BUTTONS,
  ...COOPERATION_BUTTONS,
  ...PEOPLE_BUTTONS,
  ...IMPORT_BUTTONS,
  ...WORK_BUTTONS,
};
