/** The circle the shell speaks of: the address's, else the one opened last, else the first. */
import { useLocation } from "@solidjs/router";
import type { Circle } from "../../domain/circle.ts";
import { circleOfId } from "../circle-scope.tsx";
import { preferences } from "../preferences.ts";
import { me } from "../session.ts";

export const currentCircle = (): (() => Circle | undefined) => {
  const location = useLocation();
  return () => {
    const circles = me()?.circles ?? [];
    const account = /^\/account\/([^/]+)/.exec(location.pathname)?.[1];
    const inAddress = account ? circleOfId(account) : /^\/c\/([^/]+)/.exec(location.pathname)?.[1];
    return (
      circles.find((circle) => circle.id === inAddress) ??
      circles.find((circle) => circle.id === preferences().circle) ??
      circles[0]
    );
  };
};
