/** Inviting people, and the invitations that nobody has answered yet. */
import { createAsync, useAction } from "@solidjs/router";
import LinkIcon from "lucide-solid/icons/link";
import Mail from "lucide-solid/icons/mail";
import X from "lucide-solid/icons/x";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { Invitation } from "../../../domain/circle.ts";
import { type Role, roles } from "../../../domain/permission.ts";
import { asProblem } from "../../api.ts";
import { useCircle } from "../../circle-scope.tsx";
import { getInvitations, invite, withdrawInvitation } from "../../circles.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button, IconButton } from "../../parts/button.tsx";
import { SelectField, TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { EmptyState } from "../../parts/states.tsx";
import { showToast } from "../../parts/toast.tsx";
import { Section } from "../../shell/page-header.tsx";
import { roleLabels } from "./members.tsx";
import { ListPanel } from "./panel.tsx";

const linkOf = (invitation: Invitation): string => `${location.origin}/invitations/${invitation.id}`;

const InvitationRow = (props: { invitation: Invitation }): JSX.Element => {
  const circle = useCircle();
  const withdraw = useAction(withdrawInvitation);
  const [busy, setBusy] = createSignal(false);
  const copy = async (): Promise<void> => {
    const { email } = props.invitation;
    const link = linkOf(props.invitation);
    try {
      await navigator.clipboard.writeText(link);
      showToast({ text: `Link copied. It works for ${email} only.`, tone: "good" });
    } catch {
      showToast({ text: link, seconds: 30 });
    }
  };
  const take = (): void => {
    setBusy(true);
    withdraw(circle.id(), props.invitation.id)
      .catch((error: unknown) => showToast({ text: asProblem(error).message, tone: "bad" }))
      .finally(() => setBusy(false));
  };
  return (
    <li class="flex min-h-(--row) items-center gap-2 px-4 py-2">
      <span class="min-w-0 flex-1">
        <span class="block truncate font-medium">{props.invitation.email}</span>
        <span class="block text-xs text-faint">Invited as {props.invitation.role}, not answered yet</span>
      </span>
      <Button icon={LinkIcon} look="ghost" onClick={() => void copy()}>
        Copy link
      </Button>
      <IconButton
        icon={X}
        label={`Withdraw the invitation of ${props.invitation.email}`}
        reason={circle.reason("member.invite")}
        busy={busy()}
        onClick={take}
      />
    </li>
  );
};

const InvitationList = (): JSX.Element => {
  const circle = useCircle();
  const invitations = createAsync(() => getInvitations(circle.id()));
  return (
    <Show
      when={invitations()?.length}
      fallback={
        <EmptyState icon={Mail} title="No open invitations">
          <p>Who you invite finds it after signing in with that address.</p>
        </EmptyState>
      }
    >
      <ul class="divide-y divide-line">
        <For each={invitations()}>{(invitation) => <InvitationRow invitation={invitation} />}</For>
      </ul>
    </Show>
  );
};

export const Invitations = (): JSX.Element => {
  const circle = useCircle();
  const send = useAction(invite);
  const form = createForm({
    start: { email: "", role: "member" },
    check: (values) => (/^\S+@\S+\.\S+$/.test(values.email.trim()) ? {} : { email: "Enter an e-mail address." }),
    send: async (values) => {
      await send(circle.id(), values.email.trim(), values.role as Role);
      form.set("email", "");
      showToast({ text: `Invited ${values.email.trim()}.`, tone: "good" });
    },
  });
  return (
    <Section title="Invitations" id="invitations">
      <form class="flex flex-col gap-3 border-b border-line p-4" novalidate onSubmit={form.submit}>
        <FormError message={sentenceOf(form.problem())} />
        <div class="flex flex-wrap items-start gap-2">
          <TextField
            {...form.field("email")}
            class="min-w-56 flex-1"
            label="E-mail of the person"
            quiet
            type="email"
            placeholder="colleague@example.com"
            autocomplete="off"
            readonly={!circle.may("member.invite")}
            hint={circle.reason("member.invite")}
          />
          <SelectField
            label="Role"
            quiet
            value={form.values().role}
            options={roles.map((role) => ({ value: role as string, label: roleLabels[role] }))}
            onChange={(role) => form.set("role", role)}
          />
          <Button type="submit" busy={form.busy()} reason={circle.reason("member.invite")}>
            Invite
          </Button>
        </div>
      </form>
      <Show when={circle.may("member.invite")}>
        <ListPanel during="load the invitations">
          <InvitationList />
        </ListPanel>
      </Show>
    </Section>
  );
};
