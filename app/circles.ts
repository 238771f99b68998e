/** Circles, their people, invitations and API keys, as REST gives and takes them. */
import { action, query, reload, revalidate } from "@solidjs/router";
import type { ApiKey, Circle, Invitation, Member } from "../domain/circle.ts";
import type { Role, Scope } from "../domain/permission.ts";
import { api } from "./api.ts";
import { loadSession } from "./session.ts";

interface List<Row> {
  count: number;
  results: Row[];
}

const at = (circle: string): string => `/api/circles/${encodeURIComponent(circle)}/`;

export const getMembers = query(
  async (circle: string) =>
    (await api.get<List<Member>>(`${at(circle)}members/`, { query: { page_size: 200 } })).results,
  "members",
);
export const getInvitations = query(
  async (circle: string) =>
    (await api.get<List<Invitation>>(`${at(circle)}invitations/`, { query: { page_size: 200 } })).results,
  "invitations",
);
/** Those that wait for this person. */
export const getOwnInvitations = query(
  async () => (await api.get<List<Invitation>>("/api/invitations/")).results,
  "own-invitations",
);
export const getKeys = query(async () => (await api.get<List<ApiKey>>("/api/keys/")).results, "keys");

export const createCircle = async (name: string): Promise<Circle> => {
  const circle = await api.post<Circle>("/api/circles/", { name });
  await loadSession();
  return circle;
};

export const renameCircle = async (circle: string, name: string): Promise<void> => {
  await api.patch(at(circle), { name });
  await loadSession();
};

/** The name is asked again by the server: it must be the circle's. */
export const deleteCircle = async (circle: string, name: string): Promise<void> => {
  await api.remove(at(circle), { name });
  await loadSession();
};

/** Answers the circle that was joined. */
export const acceptInvitation = async (id: string): Promise<Circle> => {
  const circle = await api.post<Circle>(`/api/invitations/${encodeURIComponent(id)}/accept/`);
  await Promise.all([loadSession(), revalidate(getOwnInvitations.key)]);
  return circle;
};

export const declineInvitation = async (id: string): Promise<void> => {
  await api.remove(`/api/invitations/${encodeURIComponent(id)}/`);
  await revalidate(getOwnInvitations.key);
};

export const leaveCircle = async (circle: string, user: string): Promise<void> => {
  await api.remove(`${at(circle)}members/${encodeURIComponent(user)}/`);
  await loadSession();
};

export const changeRole = action(async (circle: string, user: string, role: Role) => {
  await api.patch(`${at(circle)}members/${encodeURIComponent(user)}/`, { role });
  return reload({ revalidate: getMembers.keyFor(circle) });
}, "change-role");

export const removeMember = action(async (circle: string, user: string) => {
  await api.remove(`${at(circle)}members/${encodeURIComponent(user)}/`);
  return reload({ revalidate: getMembers.keyFor(circle) });
}, "remove-member");

export const invite = action(async (circle: string, email: string, role: Role) => {
  await api.post(`${at(circle)}invitations/`, { email, role });
  return reload({ revalidate: getInvitations.keyFor(circle) });
}, "invite");

export const withdrawInvitation = action(async (circle: string, id: string) => {
  await api.remove(`/api/invitations/${encodeURIComponent(id)}/`);
  return reload({ revalidate: getInvitations.keyFor(circle) });
}, "withdraw-invitation");

/** Answers the secret, which the server never shows again. */
export const createKey = action(async (name: string, scope: Scope, circle: string): Promise<string> => {
  const made = await api.post<ApiKey & { key: string }>("/api/keys/", { name, scope, circle_ids: [circle] });
  await revalidate(getKeys.key);
  return made.key;
}, "create-key");

export const deleteKey = action(async (id: string) => {
  await api.remove(`/api/keys/${encodeURIComponent(id)}/`);
  return reload({ revalidate: getKeys.key });
}, "delete-key");
