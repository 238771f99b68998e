/** The score that an account has now, beside what a delivery did to it. [WP4] */
import { createResource, type JSX, Show } from "solid-js";
import type { BucketOrUnknown } from "../../../domain/health.ts";
import { api } from "../../api.ts";
import { HealthBadge } from "../../parts/health-badge.tsx";

interface Account {
  health_value: number | null;
  health_bucket: BucketOrUnknown;
  override: unknown;
}

export const AccountHealth = (props: { id: string }): JSX.Element => {
  const [account] = createResource(
    () => props.id,
    (id) => api.get<Account>(`/api/customers/${id}/`).catch(() => null),
  );
  return (
    <Show when={account.latest}>
      {(known) => (
        <span class="text-xs" data-tip="The account's health now">
          <HealthBadge
            bucket={known().health_bucket}
            value={known().health_value}
            change={null}
            overridden={known().override !== null}
          />
        </span>
      )}
    </Show>
  );
};
