// Copies the drafted words of a paragraph into its box, so that they can be rewritten. Without this script
// the words are marked and copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const box = document.getElementById(button.dataset.copy);
  const draft = document.getElementById(`${button.dataset.copy}_draft`);
  button.hidden = false;
  button.addEventListener("click", () => {
    box.value = draft.innerText;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
}
