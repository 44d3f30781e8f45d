// Arrow keys, and the two keys of a hand-held presenter, follow "Trước" and "Sau" of the page in view.
const RELS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };

function linkFor(key) {
  const slides = [...document.querySelectorAll("[data-slide]")];
  const inView = slides.find((slide) => slide.getBoundingClientRect().bottom > window.innerHeight / 2);
  return inView?.querySelector(`a[rel="${RELS[key]}"]`);
}

document.addEventListener("keydown", (event) => {
  const isTaken = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  // A wide table is scrolled by the same arrows while it has the focus.
  if (isTaken || !(event.key in RELS) || event.target.closest("[role=region]")) return;
  const link = linkFor(event.key);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
