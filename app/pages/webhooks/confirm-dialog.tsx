/** Asks before what cannot be undone. */
import { createSignal, type JSX } from "solid-js";
import { asProblem } from "../../api.ts";
import { sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { showToast } from "../../parts/toast.tsx";

export const ConfirmDialog = (props: {
  open: boolean;
  title: string;
  act: string;
  danger?: boolean;
  run: () => Promise<void>;
  onClose: () => void;
  children: JSX.Element;
}): JSX.Element => {
  const [busy, setBusy] = createSignal(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      await props.run();
      props.onClose();
    } catch (error) {
      showToast({ text: sentenceOf(asProblem(error)) ?? "It did not work.", tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={props.title}
      foot={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button look={props.danger ? "danger" : "solid"} busy={busy()} onClick={() => void run()}>
            {props.act}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-2 text-soft">{props.children}</div>
    </Dialog>
  );
};
