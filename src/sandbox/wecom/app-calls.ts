import { postCallback } from './callback.ts';
import type { Person } from './records.ts';
import { instant, type WecomWorld } from './world.ts';
import { type XmlFields, xml } from './xml.ts';

/** Tells the app's callback URL what a person did; false when there is none, or when it did not answer. */
export function tellApp(
  world: WecomWorld,
  person: Person,
  msgType: 'text' | 'event',
  fields: XmlFields,
): Promise<boolean> {
  const { corpId, app } = world.options;
  const message = {
    ToUserName: corpId,
    FromUserName: person.userId,
    CreateTime: Math.floor(instant(world) / 1000),
    MsgType: msgType,
    ...fields,
    AgentID: app.agentId,
  };
  return postCallback(world, xml(message));
}
