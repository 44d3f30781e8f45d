// Says which records are like the name that is being typed; quiet while none is.
const likeBox = document.querySelector("[data-like]");
const likeFields = likeBox.dataset.likeFields.split(" ").map((name) => document.getElementById(`id_${name}`));
let likeTimer = 0;
let likeAsked = "";

for (const field of likeFields) {
  field?.addEventListener("input", () => {
    clearTimeout(likeTimer);
    likeTimer = setTimeout(askLike, 400);
  });
}

async function askLike() {
  const address = new URL(likeBox.dataset.like, location.href);
  for (const field of likeFields) if (field) address.searchParams.set(field.name, field.value);
  if (address.href === likeAsked) return;
  likeAsked = address.href;
  const answer = await fetchLike(address);
  if (likeAsked === address.href && likeBox.innerHTML.trim() !== answer.trim()) likeBox.innerHTML = answer;
}

// Without an answer (signed out, server gone) nothing is said; saving asks once more.
async function fetchLike(address) {
  try {
    const response = await fetch(address, { redirect: "error" });
    return response.ok ? await response.text() : "";
  } catch {
    return "";
  }
}
