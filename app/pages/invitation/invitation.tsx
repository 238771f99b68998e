/** Accept an invitation: the page its link opens. */
import { A, createAsync, useNavigate, useParams } from "@solidjs/router";
import MailCheck from "lucide-solid/icons/mail-check";
import MailX from "lucide-solid/icons/mail-x";
import { createSignal, type JSX, Show } from "solid-js";
import { asProblem } from "../../api.ts";
import { acceptInvitation, getOwnInvitations } from "../../circles.ts";
import { Button, buttonClass } from "../../parts/button.tsx";
import { EmptyState } from "../../parts/states.tsx";
import { showToast } from "../../parts/toast.tsx";
import { me } from "../../session.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { createTitle } from "../../title.ts";

export const InvitationPage = (): JSX.Element => {
  createTitle(() => "Invitation");
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const invitations = createAsync(() => getOwnInvitations());
  const invitation = () => invitations()?.find((one) => one.id === params.id);
  const [busy, setBusy] = createSignal(false);
  const accept = async (): Promise<void> => {
    setBusy(true);
    try {
      const circle = await acceptInvitation(params.id);
      navigate(`/c/${circle.id}/board`, { replace: true });
    } catch (error) {
      showToast({ text: asProblem(error).message, tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <PageHeader title="Invitation" />
      <div class="m-auto">
        <Show
          when={invitation()}
          fallback={
            <EmptyState
              icon={MailX}
              title="This invitation is not for this account"
              action={
                <A href="/circles" class={buttonClass("outline")}>
                  See your circles
                </A>
              }
            >
              <p>
                You are signed in as {me()?.user.email}. It may be for another address, already accepted, or withdrawn.
              </p>
            </EmptyState>
          }
        >
          {(open) => (
            <EmptyState
              icon={MailCheck}
              title={`Join ${open().circle_name}`}
              action={
                <Button look="solid" busy={busy()} onClick={() => void accept()}>
                  Accept the invitation
                </Button>
              }
            >
              <p>
                {open().inviter_name} invites you as {open().role === "admin" ? "an admin" : `a ${open().role}`}. You
                will see its contacts and its members will see you.
              </p>
            </EmptyState>
          )}
        </Show>
      </div>
    </>
  );
};
