// After a refused save: the first wrong field is focused; without one, the notice that says what is wrong.
const wrong = document.querySelector("main form [aria-invalid=true]") || document.querySelector("main > [role=alert][tabindex]");
if (wrong) {
  const fold = wrong.closest("details");
  if (fold) fold.open = true;
  wrong.focus();
}
