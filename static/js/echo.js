// Says back an amount as it was understood, in figures and in words, while it is typed.
// data-echo names the currency; "field" takes the one chosen beside the amount.
const timers = new WeakMap();
const latest = new WeakMap();

for (const name of ["input", "change", "focusin"]) {
  document.addEventListener(name, (event) => {
    const input = amountOf(event.target);
    if (!input) return;
    clearTimeout(timers.get(input));
    timers.set(input, setTimeout(() => say(input), 250));
  });
}

// What was typed before this script was there.
for (const input of document.querySelectorAll("[data-echo]")) {
  if (input.value !== input.defaultValue) say(input);
}

function amountOf(target) {
  if (target.matches("[data-echo]")) return target;
  return target.matches(".money select") ? target.closest(".money").querySelector("[data-echo]") : null;
}

async function say(input) {
  const output = document.getElementById(`${input.id}_echo`);
  const chosen = input.closest(".money, tr")?.querySelector("select[name$=currency]");
  const currency = input.dataset.echo === "field" ? chosen?.value : input.dataset.echo;
  const asked = new URLSearchParams({ text: input.value, currency: currency || "" }).toString();
  if (!output || latest.get(input) === asked) return;
  latest.set(input, asked);
  const answer = input.value.trim() ? await fetchText(`/echo/?${asked}`) : "";
  if (latest.get(input) === asked) output.innerHTML = answer;
}

// Without an answer (signed out, server gone) nothing is said; saving says what is wrong.
async function fetchText(address) {
  try {
    const response = await fetch(address, { redirect: "error" });
    return response.ok ? await response.text() : "";
  } catch {
    return "";
  }
}
