// A new line of a programme goes on from the one above: its day, and its end as the beginning. Proposed when the
// person enters an empty row; what is typed already is never touched, and an untouched proposal is not saved.
const NAMES = ["day", "starts_at"];

for (const rows of document.querySelectorAll('[data-rows="programme"]')) {
  rows.addEventListener("focusin", (event) => {
    const row = event.target.closest("tbody tr");
    if (row && isEmpty(row)) propose(row, above(row));
  });
}

function above(row) {
  let found = row.previousElementSibling;
  while (found && (isEmpty(found) || isDropped(found))) found = found.previousElementSibling;
  return found;
}

function propose(row, from) {
  if (!from) return;
  const values = [control(from, "day").value, control(from, "ends_at").value];
  NAMES.forEach((name, place) => {
    control(row, name).value = values[place];
  });
  const focused = document.activeElement;
  if (focused.select && focused.value) focused.select();
}

function control(row, name) {
  return row.querySelector(`[name$="-${name}"]`);
}

function isEmpty(row) {
  const typed = row.querySelectorAll("input:not([type=hidden], [type=checkbox]), textarea");
  return [...typed].every((element) => element.value === "") && control(row, "id").value === "";
}

function isDropped(row) {
  return control(row, "DELETE").checked;
}
