/** One run from its seed: a stormy stretch in which everything happens, then fair weather until nothing is left to do. */
import { makeId } from "../../domain/id.ts";
import { roles } from "../../domain/permission.ts";
import { answerOnce } from "../../party/once.ts";
import type { Write } from "../../party/room.ts";
import { Broken } from "./broken.ts";
import { type Bug, noBug } from "./bugs.ts";
import type { Coverage } from "./coverage.ts";
import { checkQuiet } from "./invariants-quiet.ts";
import { fairWeather } from "./network.ts";
import { actInTab, busyStages, newContact, newKpi } from "./people-acts.ts";
import type { Person } from "./person.ts";
import type { Backup, Disk } from "./server.ts";
import { type RestCall, World } from "./world.ts";

export interface Run {
  coverage: Coverage;
  revisions: number;
}

/** Throws `Broken` at the first rule that does not hold. */
export const simulate = (seed: number, disk: Disk, bug: Bug = noBug): Run => {
  const world = new World(seed, disk, bug);
  settleIn(world);
  const storm = storms(world);
  let left = 70 + world.rng.int(70);
  const act = (): void => {
    if ((left -= 1) < 0) return;
    world.rng.weigh(storm)();
    world.clock.after(world.rng.chance(0.3) ? 0 : world.rng.int(70), act);
  };
  world.clock.after(50, act);
  while (world.clock.step(Number.POSITIVE_INFINITY)) if (left < 0) break;
  calmDown(world);
  checkQuiet(world);
  return { coverage: world.coverage, revisions: world.ledger.rev };
};

const settleIn = (world: World): void => {
  const crew = ["ana", "ben", "cleo", "dan"] as const;
  for (const [at, user] of crew.entries()) {
    const person = world.person(user);
    setRole(world, person, at === 0 ? "admin" : world.rng.pick(roles));
  }
  for (const ana of world.people.slice(0, 1)) {
    for (let cards = 5; cards > 0; cards -= 1)
      rest(world, { name: "contact.create", args: newContact(world, fresh(world), fresh(world)), ...by(ana) });
    for (let kpis = 2; kpis > 0; kpis -= 1)
      rest(world, { name: "kpi.create", args: newKpi(world, fresh(world), fresh(world)), ...by(ana) });
  }
  for (const person of world.people)
    for (let tabs = 1 + world.rng.int(2); tabs > 0; tabs -= 1) person.open(world.rng.chance(0.08));
};

const fresh = (world: World): string => makeId(world.key, world.clock.now, world.rng.next);
const by = (person: Person): Pick<Write, "member" | "scope" | "via"> => ({
  member: person.n,
  scope: "write",
  via: "rest",
});

const setRole = (world: World, person: Person, role: (typeof roles)[number]): void => {
  world.server.call((host) => {
    // The ledger must know first: what waits is judged by the new role.
    person.n ||= world.people.indexOf(person) + 1;
    world.ledger.roles.set(person.n, role);
    host.admit({ user: person.user, name: person.user, role });
  });
};

const dismiss = (world: World, person: Person): void => {
  world.server.call((host) => {
    world.ledger.roles.set(person.n, null);
    host.dismiss(person.user);
  });
};

/** A REST call under a key of its own; now and then asked again, as clients do that heard no answer. */
const rest = (world: World, write: Write): void => {
  const call: RestCall = { key: `key ${world.calls.length}`, hash: JSON.stringify(write), write };
  world.calls.push(call);
  world.coverage.restWrites += 1;
  ask(world, call);
};

const askAgain = (world: World): void => {
  if (world.calls.length === 0) return;
  world.coverage.restRepeats += 1;
  ask(world, world.rng.pick(world.calls.slice(-6)));
};

/** [SI14] */
const ask = (world: World, call: RestCall): void => {
  world.server.call((host) => {
    const { storage } = host.room;
    const kept = world.ledger.kept.get(call.key) ?? { effects: 0, answer: null };
    world.ledger.kept.set(call.key, kept);
    const answer = answerOnce(
      storage,
      call,
      world.clock.now,
      (also) => {
        const outcome = host.write(call.write, also);
        if (outcome.status === "applied") kept.effects += 1;
      },
      (outcome) => ({
        status: outcome.status === "refused" ? outcome.problem.status : 200,
        body: outcome.status === "applied" ? `${outcome.entry[0]}` : outcome.status,
      }),
    );
    const said = `${answer.status} ${answer.body}`;
    if (kept.effects > 1) throw new Broken("SI14", `${call.key} had ${kept.effects} effects`);
    if (kept.answer !== null && kept.answer !== said)
      throw new Broken("SI14", `${call.key} was answered ${kept.answer} and then ${said}`);
    kept.answer = said;
  });
};

const restWrite = (world: World): void => {
  const person = world.rng.pick(world.people);
  const [card] = world.rowsOf("contact").toSorted(() => world.rng.next() - 0.5);
  if (!card || world.rng.chance(0.2))
    return rest(world, { name: "contact.create", args: newContact(world, fresh(world), fresh(world)), ...by(person) });
  const id = String(card["id"]);
  const note_id = fresh(world);
  const change: Pick<Write, "name" | "args"> = world.rng.chance(0.7)
    ? { name: "contact.update", args: { id, fields: { name: world.word() }, note_id } }
    : { name: "contact.move", args: { id, stage: world.rng.pick(busyStages), after: null } };
  rest(world, { ...change, ...by(person) });
};

const storms = (world: World): (readonly [number, () => void])[] => {
  const { rng, server, coverage } = world;
  let backup: Backup | null = null;
  const anyTab = () => (world.tabs.length > 0 ? rng.pick(world.tabs) : null);
  return [
    [64, () => void (world.tabs.length > 0 && actInTab(world, rng.pick(world.tabs)))],
    [5, () => anyTab()?.cut()],
    [
      2,
      () => {
        const tab = anyTab();
        if (!tab) return;
        tab.offlineUntil = world.clock.now + rng.int(4_000);
        tab.cut();
      },
    ],
    [
      4,
      () => {
        const tab = anyTab();
        if (!tab) return;
        coverage.kills += 1;
        tab.kill(rng.chance(0.5));
        world.clock.after(rng.int(400), () => tab.person.role && tab.person.open(rng.chance(0.08)));
      },
    ],
    [
      1,
      () => {
        const person = rng.pick(world.people);
        for (const tab of person.living) tab.kill(false);
        coverage.killsWithDisk += 1;
        world.intents.excuse(person.browser.lose());
        person.open();
      },
    ],
    [2, () => void (world.tabs.length < 9 && rng.pick(world.people).open())],
    [2, () => server.crash()],
    [1, () => server.crashSoon()],
    [2, () => server.sleep()],
    [1.5, () => void (server.up && (backup = server.backup()))],
    [
      1,
      () => {
        if (!backup || !server.up) return;
        const tabsHeld = new Set(
          world.tabs.flatMap((tab) => tab.replica.pending.map(({ client, id }) => `${client} ${id}`)),
        );
        server.restore(backup);
        excuseLost(world, tabsHeld);
      },
    ],
    [
      4,
      () => {
        coverage.roleChanges += 1;
        setRole(world, rng.pick(world.people), rng.pick(roles));
      },
    ],
    [
      0.8,
      () => {
        const person = rng.pick(world.people);
        coverage.removals += 1;
        dismiss(world, person);
        world.clock.after(rng.int(1_500), () => {
          setRole(world, person, rng.pick(roles));
          if (person.role && person.living.length === 0) person.open();
        });
      },
    ],
    [5, () => restWrite(world)],
    [2, () => askAgain(world)],
    [
      1.5,
      () => {
        coverage.prunes += 1;
        server.call((host) => host.catchUp.prune(world.clock.now - rng.int(1_500)));
      },
    ],
  ];
};

/** What a tab had been told was done, and the backup does not have, is lost with the history it was in. */
const excuseLost = (world: World, stillHeld: ReadonlySet<string>): void => {
  for (const { keys } of world.intents.all) {
    const waits = keys.some(
      (key) => stillHeld.has(key) || world.people.some((person) => person.browser.keepsOrphan(key)),
    );
    if (!waits && !keys.some((key) => world.ledger.settled.has(key))) world.intents.excuse(keys);
  }
};

/** Fair weather: everybody comes back, every queue finds a tab, and the dead are noticed. */
const calmDown = (world: World): void => {
  Object.assign(world.weather, fairWeather);
  const run = (span: number): void => {
    const until = world.clock.now + span;
    while (world.clock.step(until));
    world.clock.now = until;
  };
  run(500);
  for (const person of world.people) {
    if (person.role === null) setRole(world, person, "member");
    if (person.living.length === 0 || person.browser.orphaned) person.open();
  }
  for (const tab of world.tabs) {
    tab.offlineUntil = 0;
    tab.cut();
  }
  run(75_000);
  for (const person of world.people) if (person.browser.orphaned) person.open();
  run(8_000);
};

/** The seeds of a run, each on a disk of its own; gives the first that breaks a rule. */
export const firstBroken = (
  seeds: Iterable<number>,
  disk: () => Disk,
  bug: Bug = noBug,
): { seed: number; error: unknown } | null => {
  for (const seed of seeds)
    try {
      simulate(seed, disk(), bug);
    } catch (error) {
      return { seed, error };
    }
  return null;
};
