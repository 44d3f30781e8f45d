// What is not saved yet: counted in the save bar, and asked about before the page is left.
// A form that came back with an error, or after sign-in, carries data-unsaved="edited".
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const note = form.querySelector("[data-unsaved-note]");
  const cameEdited = form.dataset.unsaved === "edited";
  let isSent = false;

  const show = () => {
    const changes = [...form.elements].filter(isChanged).length;
    note.hidden = !cameEdited && changes === 0;
    note.querySelector("span").textContent =
      changes > 0 ? `${changes} ô đã sửa, chưa lưu. Rời trang sẽ được hỏi lại.` : "Nội dung này chưa được lưu.";
  };

  form.addEventListener("input", show);
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => {
    isSent = !event.defaultPrevented;
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
    show();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && !note.hidden) event.preventDefault();
  });
}

function isChanged(control) {
  if (control.type === "hidden" || control.matches("button, output, fieldset")) return false;
  if (control.type === "checkbox" || control.type === "radio") {
    return control.checked !== control.defaultChecked && (control.checked || control.type === "checkbox");
  }
  if (control.matches("select")) return isSelectChanged(control);
  return control.value !== control.defaultValue;
}

function isSelectChanged(select) {
  const options = [...select.options];
  if (select.multiple) return options.some((option) => option.selected !== option.defaultSelected);
  const first = Math.max(0, options.findLastIndex((option) => option.defaultSelected));
  return select.selectedIndex !== first;
}
