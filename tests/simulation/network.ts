/** One socket between a tab and the server: in order both ways, late, lossy, doubling, and cut without warning. */
import type { Attachment, Socket } from "../../party/host-peer.ts";
import type { Tab } from "./tab.ts";
import type { World } from "./world.ts";

/** How bad the network is; a run starts with its own mix and heals at the end. */
export interface Weather {
  latency: number;
  loss: number;
  doubling: number;
}

export const fairWeather: Weather = { latency: 5, loss: 0, doubling: 0 };

export class Link implements Socket {
  readonly world: World;
  readonly tab: Tab;
  /** Plain data, as the platform would keep it for a sleeping object. */
  attachment: string | null = null;
  #broken = false;
  #upAt = 0;
  #downAt = 0;

  constructor(world: World, tab: Tab) {
    this.world = world;
    this.tab = tab;
    this.#upward(() => world.server.accept(this));
  }

  /** From the tab to the server. */
  up(text: string): void {
    this.#carry(() => this.#upward(() => this.world.server.message(this, text)));
  }

  send(text: string): void {
    this.world.sent(text);
    this.world.server.release(() => this.#carry(() => this.#downward(() => this.tab.receive(this, text))));
  }

  close(code: number): void {
    this.world.server.release(() =>
      this.#downward(() => {
        this.#broken = true;
        this.tab.closed(this, code);
      }),
    );
  }

  keep(attachment: Attachment): void {
    this.attachment = JSON.stringify(attachment);
  }

  /** Both ends lose everything on its way; each notices in its own time. */
  cut(tabNotices: number, serverNotices: number): void {
    if (this.#broken) return;
    this.#broken = true;
    this.world.clock.after(tabNotices, () => this.tab.closed(this, 1006));
    this.world.clock.after(serverNotices, () => this.world.server.closed(this));
  }

  /** Closed from the tab's side, in good order: what was sent before still arrives. */
  hangUp(): void {
    this.#upward(() => {
      this.#broken = true;
      this.world.server.closed(this);
    });
  }

  #carry(deliver: () => void): void {
    const { rng, weather, coverage } = this.world;
    if (rng.chance(weather.loss)) {
      coverage.lostFrames += 1;
      return;
    }
    deliver();
    if (!rng.chance(weather.doubling)) return;
    coverage.doubledFrames += 1;
    deliver();
  }

  #upward(arrive: () => void): void {
    this.#upAt = Math.max(this.#upAt, this.#arrival());
    this.#at(this.#upAt, arrive);
  }

  #downward(arrive: () => void): void {
    this.#downAt = Math.max(this.#downAt, this.#arrival());
    this.#at(this.#downAt, arrive);
  }

  #arrival(): number {
    return this.world.clock.now + 1 + this.world.rng.int(this.world.weather.latency);
  }

  #at(time: number, arrive: () => void): void {
    this.world.clock.after(time - this.world.clock.now, () => {
      if (!this.#broken) arrive();
    });
  }
}
