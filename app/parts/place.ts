/** Puts a floating element beside its anchor and inside the window. */

export type Side = "below-start" | "below-end" | "above-start" | "above-end" | "above" | "below" | "right";

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
  width: number;
  height: number;
}

/** Left and top, in pixels of the window. Flips over when there is no room, then slides inside. */
export const placeBeside = (
  anchor: Box,
  size: { width: number; height: number },
  room: { width: number; height: number },
  side: Side,
  gap = 6,
) => {
  const middle = anchor.left + anchor.width / 2 - size.width / 2;
  const left = {
    "below-start": anchor.left,
    "above-start": anchor.left,
    "below-end": anchor.right - size.width,
    "above-end": anchor.right - size.width,
    above: middle,
    below: middle,
    right: anchor.right + gap,
  }[side];
  const below = anchor.bottom + gap;
  const above = anchor.top - gap - size.height;
  const fitsBelow = below + size.height <= room.height - 8;
  const fitsAbove = above >= 8;
  const beside = anchor.top + anchor.height / 2 - size.height / 2;
  const upright = side.startsWith("above")
    ? fitsAbove || !fitsBelow
      ? above
      : below
    : fitsBelow || !fitsAbove
      ? below
      : above;
  const inside = (value: number, length: number, whole: number) => Math.max(8, Math.min(value, whole - length - 8));
  return {
    left: inside(left, size.width, room.width),
    top: inside(side === "right" ? beside : upright, size.height, room.height),
  };
};

/** Measures and places an element that is already shown. */
export const place = (floating: HTMLElement, anchor: Box, side: Side): void => {
  const room = { width: document.documentElement.clientWidth, height: innerHeight };
  const size = { width: floating.offsetWidth, height: floating.offsetHeight };
  const { left, top } = placeBeside(anchor, size, room, side);
  floating.style.left = `${left}px`;
  floating.style.top = `${top}px`;
};
