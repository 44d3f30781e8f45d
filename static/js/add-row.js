// "Thêm dòng": copies the empty row of a table of parts and gives it the next number.
for (const part of document.querySelectorAll("[data-rows]")) {
  const button = part.querySelector("[data-add-row]");
  const total = part.querySelector(`[name="${part.dataset.rows}-TOTAL_FORMS"]`);
  const limit = Number(part.querySelector(`[name="${part.dataset.rows}-MAX_NUM_FORMS"]`).value);
  const body = part.querySelector("tbody");

  const hideWhenFull = () => {
    button.hidden = Number(total.value) >= limit;
  };

  button.addEventListener("click", () => {
    const row = part.querySelector("template").content.cloneNode(true);
    for (const element of row.querySelectorAll("*")) number(element, total.value);
    total.value = Number(total.value) + 1;
    body.append(row);
    hideWhenFull();
    body.lastElementChild.querySelector("input:not([type=hidden]), select, textarea").focus();
  });
  hideWhenFull();
}

function number(element, place) {
  for (const attribute of element.attributes) {
    attribute.value = attribute.value.replace("__prefix__", place);
  }
  const label = element.getAttribute("aria-label");
  if (label) element.setAttribute("aria-label", label.replace(/mới$/, Number(place) + 1));
}
