/** What admins do with outgoing webhooks, and what they see of them. */
import type { UserOf } from "../domain/contact-resource.ts";
import { rotationGrace } from "../domain/hook.ts";
import { allow } from "../domain/permission.ts";
import { Problem, wrong } from "../domain/problem.ts";
import { type Courier, secretOf, whyNotTo } from "./circle-hooks.ts";
import type { HookAnswer, HookCall, HookResource, MessageResource } from "./hook-rpc.ts";
import type { Hooks } from "./hooks.ts";
import type { Host } from "./host.ts";
import type { Claim } from "./rpc.ts";
import type { HookEndpoint, HookMessage, Member } from "./storage.ts";

/** What is needed of an open circle. */
export interface HookDesk {
  hooks: Hooks;
  courier: Courier;
  facts: { id: string };
  host: Host;
  contacts: { userOf: UserOf };
}

const instant = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

const resource = (
  { hooks, facts, contacts: { userOf } }: HookDesk,
  endpoint: HookEndpoint,
  secret?: string,
): HookResource => {
  const until = endpoint.rotated_at === null ? null : endpoint.rotated_at + rotationGrace;
  return {
    id: endpoint.id,
    circle_id: facts.id,
    name: endpoint.name,
    url: endpoint.url,
    events: endpoint.events,
    gather_seconds: endpoint.gather_seconds,
    paused: endpoint.paused_at !== null,
    paused_at: instant(endpoint.paused_at),
    paused_why: endpoint.paused_why,
    failing_since: instant(endpoint.failing_since),
    warned_at: instant(endpoint.warned_at),
    old_secret_until: until !== null && until > Date.now() ? instant(until) : null,
    ...hooks.counts(endpoint.id),
    created_at: new Date(endpoint.created_at).toISOString(),
    created_by: userOf(endpoint.created_by),
    ...(secret === undefined ? {} : { secret }),
  };
};

const messageResource = (message: HookMessage): MessageResource => ({
  id: message.id,
  endpoint_id: message.endpoint,
  record_id: message.record,
  type: message.type,
  state: message.state,
  created_at: new Date(message.at).toISOString(),
  next_try_at: instant(message.due),
  done_at: instant(message.done_at),
  tries: message.tries.map(({ at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest })),
  body: message.body,
});

const demandAddress = (url: string | undefined, local: boolean): void => {
  const why = url === undefined ? null : whyNotTo(url, local);
  if (why !== null) throw wrong("url", why);
};

const one = (body: unknown): HookAnswer => ({ body: JSON.stringify(body), count: 1 });

/** [WO8] Every call of the admins' pages and of REST. */
export const answerHooks = async (
  desk: HookDesk,
  { member, scope }: Pick<Claim, "scope"> & { member: Member },
  call: HookCall,
): Promise<HookAnswer> => {
  allow({ role: member.role ?? "member", scope }, "webhook.manage");
  const { hooks, courier } = desk;
  const { authSecret, local } = courier.signing;
  const withSecret = async (endpoint: HookEndpoint): Promise<HookAnswer> => {
    if (!authSecret) throw new Problem("unavailable", { detail: "Without AUTH_SECRET nothing can be signed." });
    return one(resource(desk, endpoint, await secretOf(authSecret, endpoint)));
  };
  switch (call.what) {
    case "list": {
      const all = hooks.endpoints().map((endpoint) => resource(desk, endpoint));
      return { body: JSON.stringify(all), count: all.length };
    }
    case "add":
      demandAddress(call.draft.url, local);
      await courier.begin();
      return withSecret(hooks.add(desk.host.room.fresh(), call.draft, member.n, Date.now()));
    case "one":
      return one(resource(desk, hooks.endpoint(call.id)));
    case "change":
      demandAddress(call.change.url, local);
      return one(resource(desk, hooks.change(call.id, call.change, Date.now())));
    case "remove":
      hooks.remove(call.id);
      return one(null);
    case "rotate":
      return withSecret(hooks.rotate(call.id, Date.now()));
    case "test": {
      const { attempt, ending } = await courier.attempt(
        hooks.endpoint(call.id),
        `msg_test_${desk.host.room.fresh().slice(-12)}`,
        {
          type: "test",
          timestamp: new Date().toISOString(),
          data: {
            circle_id: desk.facts.id,
            object: { message: "Rondo can reach you." },
            actor: desk.contacts.userOf(member.n),
            via: "rest",
            changes: 1,
          },
        },
      );
      return one({ ...attempt, at: new Date(attempt.at).toISOString(), delivered: ending === "delivered" });
    }
    case "messages": {
      hooks.endpoint(call.id);
      const { count, rows } = hooks.messages(call.id, call.state, call);
      return { body: JSON.stringify(rows.map(messageResource)), count };
    }
    case "message":
      return one(messageResource(hooks.message(call.id)));
    case "resend":
      return one(messageResource(hooks.resend(call.id, Date.now())));
  }
};
