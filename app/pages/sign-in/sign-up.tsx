/** Create an account; it signs in at once. */
import { A, useNavigate, useSearchParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import type { FieldErrors } from "../../../domain/problem.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { safeNext, signUp } from "../../session.ts";
import { createTitle } from "../../title.ts";
import { EntryFrame, linkClass } from "./frame.tsx";
import { PasswordField } from "./password-field.tsx";

/** The server's own least length. */
const leastPassword = 8;

export const SignUp = (): JSX.Element => {
  createTitle(() => "Create an account");
  const navigate = useNavigate();
  const [search] = useSearchParams<{ next: string }>();
  const form = createForm({
    start: { name: "", email: "", password: "" },
    check: (values) => ({
      ...(values.name.trim() === "" ? { name: "Enter your name, as colleagues know you." } : {}),
      ...(/^\S+@\S+\.\S+$/.test(values.email.trim()) ? {} : { email: "Enter your e-mail address." }),
      ...(values.password.length < leastPassword ? { password: `Use at least ${leastPassword} characters.` } : {}),
    }),
    send: async (values) => {
      await signUp(values.name.trim(), values.email.trim(), values.password);
      navigate(safeNext(search.next), { replace: true });
    },
    explain: (problem): FieldErrors | undefined => {
      if (/exist/i.test(problem.message)) return { email: ["There is an account with this address. Sign in instead."] };
      if (/password/i.test(problem.message)) return { password: [problem.message] };
      if (/email/i.test(problem.message)) return { email: [problem.message] };
      return undefined;
    },
  });
  return (
    <EntryFrame
      title="Create your account"
      foot={
        <>
          Have one already?{" "}
          <A
            href={`/login${search.next ? `?next=${encodeURIComponent(safeNext(search.next))}` : ""}`}
            class={linkClass}
          >
            Sign in
          </A>
        </>
      }
    >
      <form class="flex flex-col gap-4" novalidate onSubmit={form.submit}>
        <FormError message={sentenceOf(form.problem())} />
        <TextField
          {...form.field("name")}
          label="Name"
          autocomplete="name"
          hint="Colleagues see it beside what you change."
          autofocus
        />
        <TextField
          {...form.field("email")}
          label="E-mail"
          type="email"
          inputmode="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
        />
        <PasswordField
          {...form.field("password")}
          label="Password"
          autocomplete="new-password"
          hint={`At least ${leastPassword} characters.`}
        />
        <Button type="submit" look="solid" busy={form.busy()} class="mt-1">
          {form.busy() ? "Creating…" : "Create account"}
        </Button>
      </form>
    </EntryFrame>
  );
};
