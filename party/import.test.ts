/** What an imported file does to a circle, row by row, for real and in a dry run. */
import { expect, test } from "vitest";
import type { ImportedFields } from "../domain/contact-import.ts";
import type { ReadRow } from "../domain/import/row.ts";
import type { Role } from "../domain/permission.ts";
import { Problem } from "../domain/problem.ts";
import { Imports, type Importer } from "./import.ts";
import type { ImportProgress, RowReport } from "../domain/import/report.ts";
import type { ImportRow } from "./import-rpc.ts";
import { Room } from "./room.ts";
import { admit } from "./roster.ts";
import { MemoryStorage } from "./storage-memory.ts";

const key = 7;

const open = (role: Role = "admin") => {
  let now = Date.UTC(2026, 0, 31);
  let count = 0;
  const room = new Room(new MemoryStorage(), {
    key,
    now: () => now,
    random: () => (count = (count * 16807 + 11) % 2147483647) / 2147483647,
  });
  const { member } = admit(room.storage, { user: "ana", name: "Ana", role });
  const announced: ImportProgress[] = [];
  const imports = new Imports({
    room,
    write: (write, also) => room.apply(write, also),
    announce: (_topic, body) => announced.push(body as ImportProgress),
    tick: () => {},
  });
  const by: Importer = { member, scope: "write" };
  /** Imports rows as a file of their own. */
  const file = (rows: (Partial<ReadRow> & { fields: ImportedFields })[], dry_run = false): RowReport[] => {
    const { id } = imports.start(by, { file_name: "people.csv", dry_run, key: null });
    if (id === null) throw new Error("no run");
    const given = rows.map(({ fields, title = fields.name ?? "?", external_id = null }, at): ImportRow => {
      return { row: at + 1, cells: [title], read: { fields, title, external_id }, refusal: null, warnings: [] };
    });
    const reports = imports.take(by, id, { rows: given, done: 1, columns: ["name"] });
    imports.finish(id, { state: "done", answer: null });
    return reports;
  };
  const contacts = () => room.storage.list("contact", "number");
  /** A person's own edit, a minute later. */
  const edit = (id: string, fields: object, via: "app" | "rest" = "app") => {
    now += 60_000;
    return room.apply({ name: "contact.update", args: { id, fields }, member: member.n, scope: "write", via });
  };
  return { room, imports, by, file, contacts, edit, announced, at: () => now };
};

const short = (reports: RowReport[]) =>
  reports.map(({ verdict, changed, kept, reason }) => [
    verdict,
    ...(changed.length + kept.length > 0 ? [changed, kept] : []),
    ...(reason ? [reason] : []),
  ]);
const ana: ImportedFields = { name: "Ana Kos", email: "Ana@Example.com", phone: "040 111 222", status: "prospect" };

test("[IM1] a row makes a contact with defaults for what it does not say; the same row again does nothing", () => {
  const { room, file, contacts, by, at } = open();
  expect(short(file([{ fields: { ...ana, notes: "Likes tea", last_contact: 1000 } }]))).toEqual([
    ["created", ["name", "email", "phone", "status", "notes", "last_contact"], []],
  ]);
  const [contact] = contacts();
  expect(contact).toEqual({
    id: contact?.id,
    n: 1,
    rev: 1,
    name: "Ana Kos",
    email: "Ana@Example.com",
    phone: "040 111 222",
    company: null,
    status: "prospect",
    funnel_stage: "needs_outreach",
    position: "a0",
    notes: "Likes tea",
    last_contact: 1000,
    created_at: at(),
    created_by: by.member.n,
    updated_at: at(),
    updated_by: by.member.n,
    external_id: null,
  });
  expect(room.storage.list("note", "contact", { at: [contact?.id ?? ""] }).map(({ note }) => note)).toEqual([
    "Likes tea",
  ]);
  const { rev } = room;
  expect(short(file([{ fields: { ...ana, notes: "Likes tea", last_contact: 1000 } }]))).toEqual([["duplicate"]]);
  expect(room.rev).toBe(rev);
});

test("[IM1] every row that changes something is one mutation, marked as an import", () => {
  const { room, file } = open();
  file([{ fields: ana }, { fields: { name: "Ben", email: "ben@example.com" } }, { fields: ana }]);
  expect(room.storage.list("activity", "rev").map(({ name, via }) => [name, via])).toEqual([
    ["contact.import", "import"],
    ["contact.import", "import"],
  ]);
});

test("[IM1] nobody imports by any other way, and members not at all", () => {
  const { room, by } = open();
  const args = { id: room.fresh(), title: "Ana", external_id: null, fields: {} };
  const outcome = room.apply({ name: "contact.import", args, member: by.member.n, scope: "write", via: "app" });
  expect(outcome).toMatchObject({ status: "refused", problem: { code: "forbidden" } });
  const asMember = open("member");
  expect(() => asMember.file([{ fields: ana }])).toThrow(Problem);
  expect(() => asMember.imports.runs(asMember.by)).toThrow(Problem);
});

test("[IM2] a contact is found by its address, then by the other system's id, then by our own id", () => {
  const { file, contacts } = open();
  file([
    { fields: ana, external_id: "7" },
    { fields: { name: "GTX" }, external_id: "D1" },
  ]);
  expect(short(file([{ fields: { email: "ANA@example.com", company: "Acme" } }]))).toEqual([
    ["updated", ["company"], []],
  ]);
  expect(short(file([{ fields: { name: "GTX", company: "Zeta" }, external_id: "D1" }]))).toEqual([
    ["updated", ["company"], []],
  ]);
  const own = contacts()[1]?.id ?? "";
  expect(short(file([{ fields: { name: "GTX", company: "Zeta" }, external_id: own.toUpperCase() }]))).toEqual([
    ["duplicate"],
  ]);
  expect(contacts().length).toBe(2);
});

test("[IM2] the same id from another system is not the same person", () => {
  const { file, contacts } = open();
  file([{ fields: ana, external_id: "7" }]);
  expect(short(file([{ fields: { name: "Ben", email: "ben@example.com" }, external_id: "7" }]))).toEqual([
    ["created", ["name", "email"], []],
  ]);
  expect(short(file([{ fields: { name: "Ana Kos", email: "ana@new.example" }, external_id: "7" }]))).toEqual([
    ["updated", ["email"], []],
  ]);
  expect(contacts().map(({ email }) => email)).toEqual(["ana@new.example", "ben@example.com"]);
});

test("[IM3] a file fills and changes what it names, and leaves the last contact alone", () => {
  const { file, contacts, edit } = open();
  file([{ fields: { ...ana, last_contact: 5_000 } }]);
  expect(contacts()[0]?.last_contact).toBe(5_000);
  expect(short(file([{ fields: { ...ana, status: "customer", company: "Acme", last_contact: 4_000 } }]))).toEqual([
    ["updated", ["company", "status"], []],
  ]);
  expect(contacts()[0]?.last_contact).toBe(5_000);
  expect(short(file([{ fields: { ...ana, status: "customer", company: "Acme", last_contact: 6_000 } }]))).toEqual([
    ["updated", ["last_contact"], []],
  ]);
  edit(contacts()[0]?.id ?? "", { company: "Acme" });
  const touched = contacts()[0]?.last_contact;
  file([{ fields: { ...ana, status: "lead", last_contact: 7_000 } }]);
  expect(contacts()[0]?.last_contact).toBe(touched);
});

test("[IM3] a contact that a person made takes the news of its first file", () => {
  const { room, file, contacts, by } = open();
  const args = { id: room.fresh(), name: "Ana", email: "ana@example.com" };
  room.apply({ name: "contact.create", args, member: by.member.n, scope: "write", via: "rest" });
  expect(short(file([{ fields: ana, external_id: "7" }]))).toEqual([
    ["updated", ["name", "phone", "status", "external_id"], []],
  ]);
  expect(contacts()[0]).toMatchObject({ name: "Ana Kos", email: "ana@example.com", external_id: "7" });
});

test("[IM3] a field that a person changed since the last file is kept and told, whether the file repeats itself or not", () => {
  const { room, file, contacts, edit } = open();
  file([{ fields: ana }]);
  edit(contacts()[0]?.id ?? "", { status: "customer", phone: "999" });
  const { rev } = room;
  expect(short(file([{ fields: ana }]))).toEqual([["duplicate", [], ["phone", "status"]]]);
  expect(room.rev).toBe(rev);
  expect(short(file([{ fields: { ...ana, phone: "040 333 444", name: "Ana K." } }]))).toEqual([
    ["updated", ["name"], ["phone", "status"]],
  ]);
  expect(contacts()[0]).toMatchObject({ name: "Ana K.", phone: "999", status: "customer" });
});

test("[IM3] a deleted contact comes back with its file", () => {
  const { room, file, contacts, by } = open();
  file([{ fields: ana }]);
  room.apply({
    name: "contact.delete",
    args: { id: contacts()[0]?.id },
    member: by.member.n,
    scope: "write",
    via: "app",
  });
  expect(short(file([{ fields: ana }]))).toEqual([["created", ["name", "email", "phone", "status"], []]]);
});

test("[IM3] rows of one file about one contact may add to each other and never contradict", () => {
  const { room, file, contacts } = open();
  const rows = [
    { fields: ana },
    { fields: ana },
    { fields: { email: "ana@example.com", company: "Acme" } },
    { fields: { email: "ana@example.com", company: "Zeta" } },
  ];
  const contradiction = "Row 3 of this file is about the same contact and says otherwise.";
  expect(short(file(rows))).toEqual([
    ["created", ["name", "email", "phone", "status"], []],
    ["duplicate"],
    ["updated", ["company"], []],
    ["refused", contradiction],
  ]);
  const { rev } = room;
  expect(short(file(rows))).toEqual([["duplicate"], ["duplicate"], ["duplicate"], ["refused", contradiction]]);
  expect([room.rev, contacts()[0]?.company]).toEqual([rev, "Acme"]);
});

test("[IM10] a dry run gives the verdicts of the real one and writes nothing", () => {
  const { room, file, contacts, edit, announced } = open();
  file([
    { fields: ana, external_id: "7" },
    { fields: { name: "GTX" }, external_id: "D1" },
  ]);
  edit(contacts()[0]?.id ?? "", { phone: "999" });
  const rows = [
    { fields: { ...ana, status: "customer" as const }, external_id: "7" },
    { fields: { name: "Ben", email: "ben@example.com" }, external_id: "8" },
    { fields: { name: "Ben", email: "BEN@example.com" }, external_id: "8" },
    { fields: { name: "Benny", email: "ben@example.com" } },
    { fields: { name: "GTX", email: "ana@example.com" }, external_id: "D1" },
    { fields: { name: "GTX", company: "Acme" }, external_id: "D1" },
  ];
  const before = { rev: room.rev, told: announced.length, imported: room.storage.list("imported", "contact") };
  const rehearsed = short(file(rows, true));
  expect({ rev: room.rev, told: announced.length, imported: room.storage.list("imported", "contact") }).toEqual(before);
  expect(rehearsed).toEqual(short(file(rows)));
  expect(rehearsed.map(([verdict]) => verdict)).toEqual([
    "updated",
    "created",
    "duplicate",
    "refused",
    "refused",
    "updated",
  ]);
});

test("[IM9] verdicts of a run can be read again, all or by kind, in pages", () => {
  const { imports, by } = open();
  const { id } = imports.start(by, { file_name: "people.csv", dry_run: false, key: null });
  const run = id ?? "";
  const row = (at: number): ImportRow =>
    at % 3 === 0
      ? {
          row: at,
          cells: [`bad ${at}`],
          read: null,
          refusal: { field: "email", value: "x", reason: "No." },
          warnings: [],
        }
      : {
          row: at,
          cells: [],
          read: { fields: { name: `N${at}`, email: `n${at}@example.com` }, title: `N${at}`, external_id: null },
          refusal: null,
          warnings: [],
        };
  const all = Array.from({ length: 20 }, (_, at) => row(at + 1));
  for (let at = 0; at < 20; at += 6) imports.take(by, run, { rows: all.slice(at, at + 6), done: at / 20 });
  const finished = imports.finish(run, { state: "done", answer: null });
  expect(finished).toMatchObject({
    state: "done",
    file_name: "people.csv",
    rows_received: 20,
    created: 14,
    updated: 0,
    duplicate: 0,
    refused: 6,
  });
  const page = (verdict: "refused" | null, from: number, most: number) => {
    const { count, rows } = imports.rows(by, run, verdict, from, most);
    return [count, rows.map((one) => one.row)];
  };
  expect(page(null, 5, 4)).toEqual([20, [6, 7, 8, 9]]);
  expect(page("refused", 0, 10)).toEqual([6, [3, 6, 9, 12, 15, 18]]);
  expect(page("refused", 3, 2)).toEqual([6, [12, 15]]);
  expect(page("refused", 6, 2)).toEqual([6, []]);
  expect(imports.rows(by, run, "refused", 0, 1).rows[0]).toMatchObject({
    cells: ["bad 3"],
    field: "email",
    value: "x",
    reason: "No.",
  });
  expect(() => imports.take(by, run, { rows: [], done: 1 })).toThrow(Problem);
});

test("[IM11] every batch is announced, and the end", () => {
  const { file, announced } = open();
  file([{ fields: ana }]);
  const told = announced.map(({ state, done, created, rows_received, by, file_name }) => ({
    state,
    done,
    created,
    rows_received,
    by,
    file_name,
  }));
  const counts = { created: 1, rows_received: 1, by: "ana", file_name: "people.csv" };
  expect(told).toEqual([
    { state: "running", done: 1, ...counts },
    { state: "done", done: 1, ...counts },
  ]);
});
