import { anything, COMMON, LAYOUT, type Shape } from './card-shapes.ts';

const INTERACTIVE: Shape = {
  ...anything('name', 'required', 'disabled', 'width', 'value'),
  behaviors: 'behavior[]',
  confirm: 'confirm',
};
const SELECT: Shape = { ...INTERACTIVE, ...anything('type'), placeholder: 'text', options: 'option[]' };
const PICKER: Shape = { ...INTERACTIVE, placeholder: 'text' };

const DISPLAY: Readonly<Record<string, Shape>> = {
  markdown: { ...anything('content', 'i18n_content', 'text_align', 'text_size'), icon: 'icon' },
  div: { text: 'text', fields: 'field[]', icon: 'icon', ...anything('width') },
  hr: {},
  img: {
    ...anything('img_key', 'scale_type', 'size', 'corner_radius', 'transparent', 'preview'),
    alt: 'text',
    title: 'text',
  },
  img_combination: anything('combination_mode', 'combination_transparent', 'corner_radius', 'img_list'),
  column_set: {
    ...anything('flex_mode', 'horizontal_spacing', 'horizontal_align', 'background_style', 'action'),
    columns: 'column[]',
  },
  collapsible_panel: {
    ...LAYOUT,
    ...anything('expanded', 'background_color'),
    header: 'panelHeader',
    border: 'border',
    elements: 'elements',
  },
  table: {
    ...anything('rows', 'page_size', 'row_height', 'row_max_height', 'freeze_first_column', 'header_style'),
    columns: 'tableColumn[]',
  },
  chart: anything('chart_spec', 'aspect_ratio', 'color_theme', 'height', 'preview'),
  person: anything('user_id', 'size', 'show_avatar', 'show_name', 'style'),
  person_list: {
    ...anything('show_name', 'show_avatar', 'size', 'lines', 'drop_invalid_user_id'),
    persons: 'person[]',
    icon: 'icon',
  },
};

const ACTIVE: Readonly<Record<string, Shape>> = {
  // `value`, `url` and `multi_url` at the top of a button are tolerated and do nothing: only `behaviors` reach the app.
  button: {
    ...INTERACTIVE,
    ...anything('type', 'size', 'form_action_type', 'action_type', 'url', 'multi_url'),
    text: 'text',
    icon: 'icon',
    hover_tips: 'text',
    disabled_tips: 'text',
  },
  input: {
    ...INTERACTIVE,
    ...anything(
      'default_value',
      'max_length',
      'input_type',
      'rows',
      'auto_resize',
      'max_rows',
      'label_position',
    ),
    placeholder: 'text',
    label: 'text',
  },
  select_static: { ...SELECT, ...anything('initial_option', 'initial_index') },
  multi_select_static: { ...SELECT, ...anything('selected_values') },
  select_person: { ...SELECT, ...anything('initial_option') },
  multi_select_person: { ...SELECT, ...anything('selected_values') },
  date_picker: { ...PICKER, ...anything('initial_date') },
  picker_time: { ...PICKER, ...anything('initial_time') },
  picker_datetime: { ...PICKER, ...anything('initial_datetime') },
  overflow: { ...INTERACTIVE, options: 'option[]' },
  checker: {
    ...INTERACTIVE,
    ...anything('checked', 'overall_checkable', 'checked_style', 'padding'),
    text: 'text',
    button_area: 'buttonArea',
    hover_tips: 'text',
    disabled_tips: 'text',
  },
  select_img: {
    ...INTERACTIVE,
    ...anything('multi_select', 'layout', 'style', 'can_preview'),
    options: 'option[]',
  },
  interactive_container: {
    ...LAYOUT,
    ...INTERACTIVE,
    ...anything('height', 'background_style', 'has_border', 'border_color', 'corner_radius'),
    hover_tips: 'text',
    disabled_tips: 'text',
    elements: 'elements',
  },
  form: { ...LAYOUT, ...anything('name'), elements: 'elements' },
};

const withCommon = (table: Readonly<Record<string, Shape>>): [string, Shape][] =>
  Object.entries(table).map(([tag, shape]) => [tag, { ...COMMON, ...shape }]);

/** Every component of card JSON 2.0 with the properties it may have, by tag. */
export const COMPONENTS: ReadonlyMap<string, Shape> = new Map(withCommon({ ...DISPLAY, ...ACTIVE }));

/** Components of JSON 1.0 that a 2.0 card may not contain (sub-code 200861). */
export const GONE_TAGS: ReadonlySet<string> = new Set(['action', 'note']);

/** Containers that count for the five levels of nesting; a column belongs to its set. */
export const CONTAINER_TAGS: ReadonlySet<string> = new Set([
  'column_set',
  'form',
  'collapsible_panel',
  'interactive_container',
]);

/** Components a person fills or presses; inside a form each needs a name of its own. */
export const INTERACTIVE_TAGS: ReadonlySet<string> = new Set(
  Object.keys(ACTIVE).filter((tag) => tag !== 'form' && tag !== 'interactive_container'),
);
