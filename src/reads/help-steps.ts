import type { Member } from '../domain/member.ts';
import { may } from '../domain/permissions.ts';
import type { Opener } from './help-ways.ts';

/** Something its reader has to do before anything else, or to wait for. */
export interface Step {
  readonly text: string;
  /** True when the next move is somebody else's. */
  readonly waits: boolean;
  readonly opens?: Opener;
}

/** What an admin does first. */
export const INTRODUCE: Step = {
  waits: false,
  text: '请先完善管理员资料：姓名、部门和职务。',
  opens: { label: '完善资料', act: 'open-admin-profile', command: 'admin-profile' },
};

/** What an admin has to enter on the platform by hand. */
export function workStep(items: number): Step {
  const text = `有 ${items} 件内容待您在平台人工填报。`;
  return { text, waits: false, opens: { label: '待填报', act: 'open-work', command: 'work-list' } };
}

/** What an expert has to do on his way into the library. */
export function expertSteps(member: Member): Step[] {
  if (!may(member, 'apply')) return [];
  switch (member.expert) {
    case 'invited':
      return [
        { text: '您已被推荐为专家，请完善专家信息并申请入库。', waits: false, opens: opens('申请入库') },
      ];
    case 'returned':
      return [{ text: '您的入库申请被退回，请按管理员的意见修改。', waits: false, opens: opens('修改申请') }];
    case 'applied':
      return [{ text: '您的入库申请在等待企业管理员审核。', waits: true, opens: opens('查看申请') }];
    case 'disabled':
      return [{ text: '您的专家身份已停用，暂不能评价。如有疑问请联系企业管理员。', waits: true }];
    default:
      return [];
  }
}

function opens(label: string): Opener {
  return { label, act: 'open-application', command: 'application' };
}
