/** What the Worker asks of a circle's `Intake`, and how it finds it. */
import { type CircleKey, circleName } from "../../domain/id.ts";
import type { Accepted, NewDelivery } from "./store.ts";

export interface Drained {
  /** Deliveries are still waiting: ask again. */
  more: boolean;
}

export interface IntakeRpc {
  /** [IW5] Stores it, together with all that arrive meanwhile; a repetition gives the first one's id. */
  store(row: NewDelivery): Promise<Accepted>;
  /** [IW8] Works on what waits, for a turn. */
  drain(circle: string): Promise<Drained>;
}

/** See `circleStub` for why it is a cast. */
export const intakeStub = (namespace: { getByName(name: string): unknown }, key: CircleKey): IntakeRpc =>
  namespace.getByName(circleName(key)) as IntakeRpc;
