// The key "/" goes to the search of the page head, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const search = document.querySelector("[data-search] input[type=search]");
  if (!search || !search.offsetParent) return;
  event.preventDefault();
  search.focus();
  search.select();
});
