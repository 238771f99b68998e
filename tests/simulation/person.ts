/** A member of the circle with one browser and any number of tabs in it. */
import type { Role } from "../../domain/permission.ts";
import { Browser } from "./browser.ts";
import { Tab } from "./tab.ts";
import type { World } from "./world.ts";

export class Person {
  readonly world: World;
  readonly user: string;
  readonly browser = new Browser();
  tabs: Tab[] = [];
  /** Their number in the circle. */
  n = 0;

  constructor(world: World, user: string) {
    this.world = world;
    this.user = user;
  }

  get role(): Role | null {
    return this.world.ledger.roles.get(this.n) ?? null;
  }

  open(old = false): Tab {
    const tab = new Tab(this.world, this, old);
    this.tabs.push(tab);
    if (old) this.world.coverage.oldTabs += 1;
    return tab;
  }

  get living(): Tab[] {
    return this.tabs.filter((tab) => tab.alive);
  }

  /** [SY13] The browser wipes what it holds of the circle, and its tabs show that it is over. */
  removed(): void {
    const lost = [
      ...this.browser.wipe(),
      ...this.living.flatMap((tab) => tab.replica.pending.map(({ client, id }) => `${client} ${id}`)),
    ];
    this.world.intents.excuse(lost);
    for (const tab of this.living) tab.kill(false);
  }
}
