import { z } from 'zod';
import { findPerson } from './people.ts';
import { ROOT_DEPARTMENT, visiblePeople } from './receivers.ts';
import type { Person } from './records.ts';
import { parseFields, refuse } from './refusals.ts';
import type { Query } from './tokens.ts';
import type { WecomWorld } from './world.ts';

const mobileSchema = z.object({ mobile: z.string().min(5).max(32) });
const emailSchema = z.object({ email: z.string().min(1), email_type: z.literal([1, 2]).optional() });
const openIdsSchema = z.object({ open_userid_list: z.array(z.string()).max(1000) });

/** Answers `user/getuserid`: who has this mobile number. */
export function userByMobile(world: WecomWorld, body: unknown): object {
  const { mobile } = parseFields(mobileSchema, body);
  return userWith(world, (person) => person.mobile === mobile);
}

/** Answers `user/get_userid_by_email`: who has this mail address. */
export function userByEmail(world: WecomWorld, body: unknown): object {
  const { email } = parseFields(emailSchema, body);
  return userWith(world, (person) => person.email === email);
}

/** Answers `user/get` without the fields that new apps may not read: mobile, mail, avatar and the like. */
export function describeUser(world: WecomWorld, query: Query): object {
  const person = findPerson(world, String(query['userid'] ?? '')) ?? refuse(60111);
  if (!person.visible) refuse(60011);
  const { userId: userid, name } = person;
  return { userid, name, department: [ROOT_DEPARTMENT], position: '', status: 1, isleader: 0, enable: 1 };
}

/** Answers `agent/get`: the app itself, for no other is within its reach. */
export function describeAgent({ options }: WecomWorld, query: Query): object {
  const { agentId: agentid, name = '' } = options.app;
  if (query['agentid'] !== String(agentid)) refuse(301002);
  return { agentid, name, close: 0, isreportenter: 1 };
}

/** Answers `user/simplelist`: the visible people of the one department. */
export function listUsers(world: WecomWorld, query: Query): object {
  if (query['department_id'] !== String(ROOT_DEPARTMENT)) refuse(60003);
  return {
    userlist: visiblePeople(world).map(({ userId, name, openUserId }) => ({
      userid: userId,
      name,
      department: [ROOT_DEPARTMENT],
      open_userid: openUserId,
    })),
  };
}

/** Answers `batch/openuserid_to_userid`; ids that are plain already are no encrypted ids. */
export function convertUserIds(world: WecomWorld, body: unknown): object {
  const { open_userid_list: asked } = parseFields(openIdsSchema, body);
  const byOpenId = new Map([...world.people.values()].map((person) => [person.openUserId, person]));
  const known = asked.flatMap((openId) => {
    const person = byOpenId.get(openId);
    return person === undefined ? [] : [{ open_userid: openId, userid: person.userId }];
  });
  return { userid_list: known, invalid_open_userid_list: asked.filter((openId) => !byOpenId.has(openId)) };
}

function userWith(world: WecomWorld, fits: (person: Person) => boolean): object {
  return { userid: visiblePeople(world).find(fits)?.userId ?? refuse(46004) };
}
