/** Sign in with e-mail and password. */
import { A, useNavigate, useSearchParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { safeNext, signIn } from "../../session.ts";
import { createTitle } from "../../title.ts";
import { EntryFrame, linkClass } from "./frame.tsx";
import { PasswordField } from "./password-field.tsx";

export const SignIn = (): JSX.Element => {
  createTitle(() => "Sign in");
  const navigate = useNavigate();
  const [search] = useSearchParams<{ next: string }>();
  const form = createForm({
    start: { email: "", password: "" },
    check: (values) => ({
      ...(values.email.includes("@") ? {} : { email: "Enter your e-mail address." }),
      ...(values.password === "" ? { password: "Enter your password." } : {}),
    }),
    send: async (values) => {
      await signIn(values.email.trim(), values.password);
      navigate(safeNext(search.next), { replace: true });
    },
    explain: (problem) =>
      problem.code === "signed_out"
        ? { password: ["This e-mail address and password do not go together."] }
        : undefined,
  });
  return (
    <EntryFrame
      title="Sign in to Rondo"
      foot={
        <>
          New here?{" "}
          <A
            href={`/sign-up${search.next ? `?next=${encodeURIComponent(safeNext(search.next))}` : ""}`}
            class={linkClass}
          >
            Create an account
          </A>
        </>
      }
    >
      <form class="flex flex-col gap-4" novalidate onSubmit={form.submit}>
        <FormError message={sentenceOf(form.problem())} />
        <TextField
          {...form.field("email")}
          label="E-mail"
          type="email"
          inputmode="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          autofocus
        />
        <PasswordField {...form.field("password")} label="Password" autocomplete="current-password" />
        <Button type="submit" look="solid" busy={form.busy()} class="mt-1">
          {form.busy() ? "Signing in…" : "Sign in"}
        </Button>
      </form>
    </EntryFrame>
  );
};
