/** Who is in the circle, with which role; leaving and removing. */
import { createAsync, useAction, useNavigate } from "@solidjs/router";
import ChevronDown from "lucide-solid/icons/chevron-down";
import { createEffect, createSignal, For, type JSX, Show } from "solid-js";
import type { Member } from "../../../domain/circle.ts";
import { type Role, roles } from "../../../domain/permission.ts";
import { asProblem } from "../../api.ts";
import { useCircle } from "../../circle-scope.tsx";
import { changeRole, getMembers, leaveCircle, removeMember } from "../../circles.ts";
import { giveHues } from "../../hues.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { Badge } from "../../parts/badge.tsx";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Menu, type MenuEntry } from "../../parts/menu.tsx";
import { showToast } from "../../parts/toast.tsx";
import { loadSession, me } from "../../session.ts";
import { Section } from "../../shell/page-header.tsx";
import { ListPanel } from "./panel.tsx";

export const roleLabels: Record<Role, string> = { member: "Member", moderator: "Moderator", admin: "Admin" };
export const roleDetails: Record<Role, string> = {
  member: "Sees and edits contacts, adds notes",
  moderator: "Also creates, deletes and imports contacts",
  admin: "Also invites, changes roles, deletes the circle",
};

const fail = (error: unknown): void => void showToast({ text: asProblem(error).message, tone: "bad" });

const MemberRow = (props: { member: Member; lastAdmin: boolean; onRemove: () => void }): JSX.Element => {
  const circle = useCircle();
  const change = useAction(changeRole);
  const self = () => props.member.user_id === me()?.user.id;
  const stuck = () => (props.lastAdmin ? "The last admin stays an admin. Make somebody else one first." : undefined);
  const setRole = async (role: Role): Promise<void> => {
    const { user_id, name, role: before } = props.member;
    if (role === before) return;
    try {
      await change(circle.id(), user_id, role);
      if (user_id === me()?.user.id) await loadSession();
      showToast({ text: `${name} is now ${roleLabels[role].toLowerCase()}.`, tone: "good" });
    } catch (error) {
      fail(error);
    }
  };
  const entries = (): MenuEntry[] => [
    ...roles.map((role) => ({
      label: roleLabels[role],
      detail: roleDetails[role],
      checked: role === props.member.role,
      reason: circle.reason("member.role") ?? (role === props.member.role ? undefined : stuck()),
      run: () => void setRole(role),
    })),
    { title: null },
    {
      label: self() ? "Leave the circle…" : "Remove from the circle…",
      danger: true,
      reason: (self() ? undefined : circle.reason("member.remove")) ?? stuck(),
      run: () => props.onRemove(),
    },
  ];
  return (
    <li class="flex min-h-(--row) items-center gap-3 px-4 py-2">
      <Avatar user={props.member.user_id} name={props.member.name} size="lg" quiet />
      <span class="min-w-0 flex-1">
        <span class="flex items-center gap-2">
          <span class="truncate font-medium">{props.member.name}</span>
          <Show when={self()}>
            <Badge>You</Badge>
          </Show>
        </span>
        <span class="block truncate text-xs text-faint">{props.member.email}</span>
      </span>
      <Menu
        label={`Role of ${props.member.name}`}
        side="below-end"
        entries={entries()}
        trigger={(attributes) => (
          <button
            type="button"
            {...attributes}
            aria-label={`${props.member.name}: ${roleLabels[props.member.role]}`}
            class="inline-flex h-(--control) items-center gap-1 rounded-control px-2 text-soft hover:bg-hover hover:text-ink aria-expanded:bg-hover"
          >
            {roleLabels[props.member.role]}
            <ChevronDown size={14} />
          </button>
        )}
      />
    </li>
  );
};

const MemberList = (): JSX.Element => {
  const circle = useCircle();
  const navigate = useNavigate();
  const remove = useAction(removeMember);
  const members = createAsync(() => getMembers(circle.id()));
  const [going, setGoing] = createSignal<Member>();
  const [busy, setBusy] = createSignal(false);
  createEffect(() => {
    const list = members();
    if (list) giveHues(list.toSorted((a, b) => a.joined_at.localeCompare(b.joined_at)).map((member) => member.user_id));
  });
  const self = () => going()?.user_id === me()?.user.id;
  const admins = () => members()?.filter((member) => member.role === "admin").length ?? 0;
  const confirm = async (): Promise<void> => {
    const member = going();
    if (!member) return;
    setBusy(true);
    try {
      if (self()) {
        await leaveCircle(circle.id(), member.user_id);
        navigate("/circles");
      } else await remove(circle.id(), member.user_id);
      setGoing(undefined);
    } catch (error) {
      fail(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <ul class="divide-y divide-line">
        <For each={members()}>
          {(member) => (
            <MemberRow
              member={member}
              lastAdmin={member.role === "admin" && admins() === 1}
              onRemove={() => setGoing(member)}
            />
          )}
        </For>
      </ul>
      <Dialog
        open={going() !== undefined}
        onClose={() => setGoing(undefined)}
        title={self() ? `Leave ${circle.name()}?` : `Remove ${going()?.name}?`}
        foot={
          <>
            <Button onClick={() => setGoing(undefined)}>Cancel</Button>
            <Button look="danger" busy={busy()} onClick={() => void confirm()}>
              {self() ? "Leave" : "Remove"}
            </Button>
          </>
        }
      >
        <p class="text-soft">
          {self()
            ? "You stop seeing this circle at once. To come back, an admin has to invite you."
            : "Their open screens close at once. What they wrote stays. They can be invited again."}
        </p>
      </Dialog>
    </>
  );
};

export const Members = (): JSX.Element => (
  <Section title="Members" id="members">
    <ListPanel during="load the members">
      <MemberList />
    </ListPanel>
  </Section>
);
