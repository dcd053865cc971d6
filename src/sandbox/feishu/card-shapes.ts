/**
 * What a property may hold: `any` is not looked into, `elements` is a list of components, a name is one object of that
 * shape, and a name with `[]` is a list of them.
 */
export type Holds = 'any' | 'elements' | ShapeName | `${ShapeName}[]`;

type ShapeName =
  | 'config'
  | 'link'
  | 'header'
  | 'body'
  | 'text'
  | 'textTag'
  | 'icon'
  | 'confirm'
  | 'behavior'
  | 'option'
  | 'field'
  | 'column'
  | 'panelHeader'
  | 'border'
  | 'tableColumn'
  | 'person'
  | 'buttonArea';

/** The properties one object may have; any other makes the platform refuse the whole card (sub-code 200621). */
export type Shape = Readonly<Record<string, Holds>>;

/** Makes the part of a shape whose properties are not looked into. */
export const anything = <K extends string>(...keys: readonly K[]): Record<K, 'any'> =>
  Object.fromEntries(keys.map((key) => [key, 'any'])) as Record<K, 'any'>;

/** How a container arranges what it holds. */
export const LAYOUT = anything(
  'direction',
  'padding',
  'horizontal_spacing',
  'horizontal_align',
  'vertical_spacing',
  'vertical_align',
);
/** What every component may have. */
export const COMMON = anything('tag', 'element_id', 'margin');
/** The root of a JSON 2.0 card. */
export const CARD_SHAPE: Shape = {
  schema: 'any',
  config: 'config',
  card_link: 'link',
  header: 'header',
  body: 'body',
};

/** The objects inside a card that are not components, by the names the tables use. */
export const SHAPES: Readonly<Record<ShapeName, Shape>> = {
  config: anything(
    'update_multi',
    'streaming_mode',
    'streaming_config',
    'summary',
    'locales',
    'enable_forward',
    'enable_forward_interaction',
    'width_mode',
    'use_custom_translation',
    'style',
  ),
  link: anything('url', 'pc_url', 'ios_url', 'android_url'),
  header: {
    title: 'text',
    subtitle: 'text',
    text_tag_list: 'textTag[]',
    icon: 'icon',
    ...anything('i18n_text_tag_list', 'template', 'padding'),
  },
  body: { ...LAYOUT, elements: 'elements' },
  text: {
    ...anything(
      'tag',
      'content',
      'i18n_content',
      'text_size',
      'text_color',
      'text_align',
      'lines',
      'element_id',
    ),
    icon: 'icon',
  },
  textTag: { ...anything('tag', 'color', 'element_id'), text: 'text' },
  icon: anything('tag', 'token', 'color', 'img_key', 'size'),
  confirm: { title: 'text', text: 'text' },
  behavior: anything('type', 'value', 'default_url', 'pc_url', 'ios_url', 'android_url'),
  option: {
    ...anything('value', 'img_key', 'multi_url', 'disabled', 'disabled_tips', 'hover_tips'),
    text: 'text',
    icon: 'icon',
  },
  field: { ...anything('is_short'), text: 'text' },
  column: {
    ...COMMON,
    ...LAYOUT,
    ...anything('width', 'weight', 'background_style', 'action'),
    elements: 'elements',
  },
  panelHeader: {
    ...anything(
      'background_color',
      'vertical_align',
      'padding',
      'position',
      'width',
      'icon_position',
      'icon_expanded_angle',
    ),
    title: 'text',
    icon: 'icon',
  },
  border: anything('color', 'corner_radius'),
  tableColumn: anything(
    'name',
    'display_name',
    'data_type',
    'width',
    'horizontal_align',
    'vertical_align',
    'format',
    'date_format',
  ),
  person: anything('id'),
  buttonArea: anything('pc_display_rule', 'buttons'),
};

/** The two kinds of text a component may show. */
export const TEXT_TAGS: ReadonlySet<unknown> = new Set(['plain_text', 'lark_md']);
