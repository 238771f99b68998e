/* Sets the stored theme and density before the first paint. Blocking and outside the bundle: the CSP allows no inline script. */
try {
  var stored = JSON.parse(localStorage.getItem("rondo:preferences") || "{}");
  if (stored.theme === "light" || stored.theme === "dark") document.documentElement.dataset.theme = stored.theme;
  if (stored.density === "compact") document.documentElement.dataset.density = "compact";
} catch {
  /* Storage is off: the system's choice stands. */
}
