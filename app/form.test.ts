import { createRoot } from "solid-js";
import { describe, expect, it } from "vitest";
import { Problem, wrong } from "../domain/problem.ts";
import { createForm, sentenceOf } from "./form.ts";

const formOf = (refuse?: Problem) => {
  const sent: unknown[] = [];
  const form = createRoot(() =>
    createForm({
      start: { name: "", email: "a@b.c" },
      check: (values) => (values.name === "" ? { name: "Missing." } : {}),
      send: async (values) => {
        sent.push(values);
        if (refuse) throw refuse;
      },
    }),
  );
  const submit = async (): Promise<void> => {
    form.submit(new Event("submit"));
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { form, sent, submit };
};

describe("forms", () => {
  it("[UI10] sends nothing that already looks wrong, and forgets an error when its field changes", async () => {
    const { form, sent, submit } = formOf();
    await submit();
    expect([sent, form.field("name").errors]).toEqual([[], ["Missing."]]);
    form.set("name", "Ana");
    expect(form.field("name").errors).toBeUndefined();
    await submit();
    expect(sent).toEqual([{ name: "Ana", email: "a@b.c" }]);
  });

  it("[UI10] puts the server's words beside the field, and the rest over the form", async () => {
    const beside = formOf(wrong("email", "Taken."));
    beside.form.set("name", "Ana");
    await beside.submit();
    expect([beside.form.field("email").errors, beside.form.problem()]).toEqual([["Taken."], undefined]);

    const over = formOf(new Problem("too_many", { extra: { retry_after: 42 } }));
    over.form.set("name", "Ana");
    await over.submit();
    expect(sentenceOf(over.form.problem())).toBe("Too many attempts. Try again in 42 seconds.");
  });
});
