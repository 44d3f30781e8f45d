// A form that writes is sent once, however often its button is pressed. The buttons go quiet after
// the browser has read the form, so that the name and value of the pressed one travel along.
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  setTimeout(() => setDisabled(form, true));
});

// The browser's "back" may show the page as it was left: its buttons work again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) {
    if (sent.delete(form)) setDisabled(form, false);
  }
});

function setDisabled(form, isDisabled) {
  for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = isDisabled;
}
