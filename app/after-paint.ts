/** Lets the page be drawn first: runs after the next frame; in a tab that draws none, a moment later all the same. */
export const afterPaint = (run: () => void): void => {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    run();
  };
  // The second frame begins when the first is on its way to the screen.
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(once)));
  setTimeout(once, 250);
};
