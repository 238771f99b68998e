/** The circles of a person, those they are invited to, and the first step when there are none. */
import { A, createAsync, useNavigate } from "@solidjs/router";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { createSignal, ErrorBoundary, For, type JSX, Show, Suspense } from "solid-js";
import type { Invitation } from "../../../domain/circle.ts";
import { asProblem } from "../../api.ts";
import { acceptInvitation, createCircle, declineInvitation, getOwnInvitations } from "../../circles.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { hueOf } from "../../hues.ts";
import { initialsOf } from "../../parts/avatar.tsx";
import { Badge } from "../../parts/badge.tsx";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { showToast } from "../../parts/toast.tsx";
import { me } from "../../session.ts";
import { ReadingPage, Section } from "../../shell/page-header.tsx";
import { createTitle } from "../../title.ts";

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;

const CircleMark = (props: { id: string; name: string }): JSX.Element => (
  <span
    aria-hidden="true"
    class="person inline-flex size-8 shrink-0 items-center justify-center rounded-control text-xs font-semibold"
    style={{ "--hue": hueOf(props.id) }}
  >
    {initialsOf(props.name)}
  </span>
);

const InvitationRow = (props: { invitation: Invitation }): JSX.Element => {
  const navigate = useNavigate();
  const [busy, setBusy] = createSignal(false);
  const answer = async (yes: boolean): Promise<void> => {
    setBusy(true);
    try {
      if (yes) navigate(`/c/${(await acceptInvitation(props.invitation.id)).id}/board`);
      else await declineInvitation(props.invitation.id);
    } catch (error) {
      showToast({ text: asProblem(error).message, tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <li class="flex items-center gap-3 px-4 py-3">
      <CircleMark id={props.invitation.circle_id} name={props.invitation.circle_name} />
      <span class="min-w-0 flex-1">
        <span class="block truncate font-medium">{props.invitation.circle_name}</span>
        <span class="block text-soft">
          {props.invitation.inviter_name} invites you as {props.invitation.role}
        </span>
      </span>
      <Button look="ghost" busy={busy()} onClick={() => void answer(false)}>
        Decline
      </Button>
      <Button look="solid" busy={busy()} onClick={() => void answer(true)}>
        Join
      </Button>
    </li>
  );
};

const OwnInvitations = (): JSX.Element => {
  const invitations = createAsync(() => getOwnInvitations());
  return (
    <Show when={invitations()?.length}>
      <Section title="You are invited">
        <ul class="divide-y divide-line">
          <For each={invitations()}>{(invitation) => <InvitationRow invitation={invitation} />}</For>
        </ul>
      </Section>
    </Show>
  );
};

const NewCircle = (props: { first: boolean }): JSX.Element => {
  const navigate = useNavigate();
  const form = createForm({
    start: { name: "" },
    check: (values) => (values.name.trim() === "" ? { name: "Give it a name." } : {}),
    send: async (values) => {
      const circle = await createCircle(values.name.trim());
      navigate(`/c/${circle.id}/board`);
    },
  });
  return (
    <Section
      title={props.first ? "Start a circle" : "New circle"}
      about="A circle is a team and its customers. What is in it stays in it. You become its admin."
    >
      <form class="flex flex-col gap-3 p-4" novalidate onSubmit={form.submit}>
        <FormError message={sentenceOf(form.problem())} />
        <div class="flex items-start gap-2">
          <TextField
            {...form.field("name")}
            class="flex-1"
            label="Name of the circle"
            quiet
            placeholder="Customer success, EMEA"
            autocomplete="off"
            maxlength={100}
          />
          <Button type="submit" look={props.first ? "solid" : "outline"} busy={form.busy()}>
            Create circle
          </Button>
        </div>
      </form>
    </Section>
  );
};

export const Circles = (): JSX.Element => {
  createTitle(() => "Circles");
  const circles = () => me()?.circles ?? [];
  const first = () => circles().length === 0;
  return (
    <ReadingPage
      title="Circles"
      lead={
        first()
          ? `Welcome, ${me()?.user.name}. One step and you are in: start a circle, or join the one you are invited to.`
          : undefined
      }
    >
      <ErrorBoundary
        fallback={(error, reset) => (
          <ErrorState problem={asProblem(error)} during="look for invitations" onRetry={reset} />
        )}
      >
        <Suspense
          fallback={
            <Loading label="Looking for invitations">
              <Skeleton class="h-14" />
            </Loading>
          }
        >
          <OwnInvitations />
        </Suspense>
      </ErrorBoundary>
      <Show when={!first()}>
        <Section title="Your circles">
          <ul class="divide-y divide-line">
            <For each={circles()}>
              {(circle) => (
                <li>
                  <A href={`/c/${circle.id}/board`} class="flex items-center gap-3 px-4 py-3 hover:bg-hover">
                    <CircleMark id={circle.id} name={circle.name} />
                    <span class="min-w-0 flex-1">
                      <span class="block truncate font-medium">{circle.name}</span>
                      <span class="block truncate text-xs text-faint" data-numbers>
                        {counted(circle.member_count, "person", "people")} ·{" "}
                        {counted(circle.contact_count, "contact", "contacts")}
                        <Show when={circle.last_activity_at}>
                          {(at) => (
                            <>
                              {" "}
                              · active <TimeAgo at={at()} />
                            </>
                          )}
                        </Show>
                      </span>
                    </span>
                    <Badge>{circle.role}</Badge>
                    <ChevronRight size={16} class="text-faint rtl:rotate-180" />
                  </A>
                </li>
              )}
            </For>
          </ul>
        </Section>
      </Show>
      <NewCircle first={first()} />
    </ReadingPage>
  );
};
