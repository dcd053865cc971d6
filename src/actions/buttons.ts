import type { ButtonRule } from './button-rule.ts';
import { EVALUATION_BUTTONS } from './evaluation-buttons.ts';
import { PEOPLE_BUTTONS } from './people-buttons.ts';

/** Every button of every card, by the verb it carries. */
export const BUTTONS: Readonly<Record<string, ButtonRule>> = { ...EVALUATION_BUTTONS, ...PEOPLE_BUTTONS };
