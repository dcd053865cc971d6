import { type Focus, NO_FOCUS } from '../domain/focus.ts';
import type { Product } from './view.ts';

/** Somebody of the sandbox; without a role he is yet to become somebody, which is for the newcomer to play. */
interface DemoPerson {
  readonly name: string;
  readonly role: 'expert' | 'admin' | null;
  /** Where his account is. */
  readonly on: Product;
  /** True when he gets his own cards from WeCom's app, which can change them later, and not from the bot. */
  readonly usesApp?: true;
}

/** An enterprise of the sandbox as it stands at the start. */
interface DemoEnterprise {
  readonly focus: Focus;
  /** How many patents a newcomer finds in its group; fewer than were matched, so that the next push has something. */
  readonly firstCards: number;
}

/** People of the sandbox with their group, and the enterprise they belong to, if it has joined. */
export interface DemoTroupe {
  readonly name: string;
  /** Those who have an account where the group is are in it. */
  readonly group: { readonly name: string; readonly on: Product };
  /** In the order of the screen; the first adds the bot to the group. */
  readonly people: readonly DemoPerson[];
  readonly enterprise: DemoEnterprise | null;
}

const BATTERIES: Focus = {
  ...NO_FOCUS,
  sei: ['5.2'],
  ipc: ['H01M'],
  keywords: ['电池', '隔膜'],
  cooperationModes: ['普通许可'],
};
const INSPECTION: Focus = { ...NO_FOCUS, sei: ['2.1'], ipc: ['G01N', 'G06T'], keywords: ['视觉', '检测'] };

/**
 * The sandbox's people: an enterprise to play in, a second that must never see the first, and one that is yet to join;
 * then an enterprise in WeCom, one whose experts are in WeCom and whose admin is in Feishu, and one in WeCom to join.
 */
export const DEMO_TROUPES: readonly DemoTroupe[] = [
  {
    name: '演示企业（虚构）',
    group: { name: '专利盘活群（演示）', on: 'feishu' },
    people: [
      { name: '专家一', role: 'expert', on: 'feishu' },
      { name: '专家二', role: 'expert', on: 'feishu' },
      { name: '管理员', role: 'admin', on: 'feishu' },
    ],
    enterprise: { focus: BATTERIES, firstCards: 2 },
  },
  {
    name: '演示企业二（虚构）',
    group: { name: '检测群（演示）', on: 'feishu' },
    people: [
      { name: '专家三', role: 'expert', on: 'feishu' },
      { name: '专家四', role: 'expert', on: 'feishu' },
      { name: '管理员乙', role: 'admin', on: 'feishu' },
    ],
    enterprise: { focus: INSPECTION, firstCards: 1 },
  },
  {
    name: '待开通企业（虚构）',
    group: { name: '技术部群（演示）', on: 'feishu' },
    people: [
      { name: '负责人', role: null, on: 'feishu' },
      { name: '工程师甲', role: null, on: 'feishu' },
      { name: '工程师乙', role: null, on: 'feishu' },
    ],
    enterprise: null,
  },
  {
    name: '企微企业（虚构）',
    group: { name: '企微盘活群（演示）', on: 'wecom' },
    people: [
      { name: '专家五', role: 'expert', on: 'wecom' },
      { name: '专家六', role: 'expert', on: 'wecom' },
      { name: '管理员丙', role: 'admin', on: 'wecom', usesApp: true },
    ],
    enterprise: { focus: BATTERIES, firstCards: 1 },
  },
  {
    name: '两边办公企业（虚构）',
    group: { name: '企微评价群（演示）', on: 'wecom' },
    people: [
      { name: '专家七', role: 'expert', on: 'wecom' },
      { name: '专家八', role: 'expert', on: 'wecom' },
      { name: '管理员丁', role: 'admin', on: 'feishu' },
    ],
    enterprise: { focus: INSPECTION, firstCards: 1 },
  },
  {
    name: '待开通企微企业（虚构）',
    group: { name: '企微技术部群（演示）', on: 'wecom' },
    people: [
      { name: '负责人乙', role: null, on: 'wecom' },
      { name: '工程师丙', role: null, on: 'wecom' },
      { name: '工程师丁', role: null, on: 'wecom' },
    ],
    enterprise: null,
  },
];
