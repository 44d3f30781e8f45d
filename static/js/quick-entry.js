// Quick entry: keys that lead from row to row, a column pasted over rows, the running total. Without this script
// the page is an ordinary form. Needs amounts.js.
const quick = document.querySelector("form[data-quick]");
if (quick) {
  const rows = [...quick.querySelectorAll("[data-row]")].map((element) => ({
    element,
    code: element.dataset.code,
    amount: element.querySelector("[data-amount]"),
    currency: element.querySelector("select[name$=currency]"),
    answer: element.querySelector("select[name$=answer]"),
    echo: element.querySelector("output"),
  }));
  const rowOf = (target) => rows.find((row) => row.element.contains(target));
  const saveButton = quick.querySelector(".btn.main");
  const fold = (text) =>
    tidied(text).toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");

  // What a row says ---------------------------------------------------------------------------------

  const heard = new Map(); // what the server understood, by text and currency: units, or null
  const SPOKEN = { "-": "nothing", "khong phat sinh": "nothing", khong: "nothing", "?": "waiting", "chua bao cao": "waiting", chua: "waiting" };

  function keyOf(row) {
    return new URLSearchParams({ text: row.amount.value, currency: row.currency.value }).toString();
  }

  // Where the row will stand, with its units where it is an amount; "unread" when nobody can say yet, "refused"
  // for an answer where money stands already.
  function saying(row) {
    const text = row.amount.value;
    if (!text.trim()) return { state: chosenState(row) };
    const heldMoney = row.element.dataset.base === "entered";
    const spoken = SPOKEN[fold(text)];
    if (spoken) return { state: heldMoney ? "refused" : spoken };
    const certain = certainUnits(text, row.currency.value);
    const units = certain ?? heard.get(keyOf(row)) ?? meant(row);
    if (units === null) return { state: "unread" };
    if (units !== 0n) return { state: "entered", units };
    return { state: heldMoney ? "refused" : "nothing" };
  }

  // The reading that was picked for a doubtful amount, as long as the amount is the one that was asked about.
  function meant(row) {
    const picked = row.element.querySelector("[type=radio]:checked");
    if (!picked || row.amount.value !== row.amount.defaultValue) return null;
    const [whole, decimals = ""] = picked.value.replace("-", "").split(".");
    const units = unitsOf([whole, decimals], placesOf(row.currency.value));
    return picked.value.startsWith("-") ? -units : units;
  }

  function chosenState(row) {
    if (row.element.dataset.base === "entered") return "entered";
    return row.answer.value || "open";
  }

  // The running total -------------------------------------------------------------------------------

  const live = quick.querySelector("[data-live]");
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  const bucket = (state) => (state === "entered" || state === "nothing" ? state : "open");
  const [entered, nothing, open] = live.dataset.live.split(" ").map(Number);
  const elsewhere = { entered, nothing, open }; // rows that are not on this page
  const asked = rows.filter((row) => row.element.dataset.state); // not: archived while this was typed
  for (const row of asked) elsewhere[bucket(row.element.dataset.state)] -= 1;
  let liveTimer = 0;

  function tell() {
    clearTimeout(liveTimer);
    liveTimer = setTimeout(tellNow, 300);
  }

  function tellNow() {
    const counts = { ...elsewhere };
    const sums = new Map();
    let unread = 0;
    for (const row of asked) {
      const { state, units } = saying(row);
      const isOpen = state === "unread" || state === "refused";
      counts[bucket(isOpen ? row.element.dataset.base : state)] += 1;
      if (isOpen) unread += 1;
      if (units) sums.set(row.currency.value, (sums.get(row.currency.value) ?? 0n) + units);
    }
    const written = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, units]) => writeUnits(units, currency));
    put("[data-live-counts]", `đã nhập ${grouped(counts.entered)} · không phát sinh ${grouped(counts.nothing)} · chưa báo cáo ${grouped(counts.open)}`);
    put("[data-live-sums]", `${written.length ? `· đang nhập ${written.join("; ")}` : ""}${unread ? ` · ${unread} ô chưa đọc được` : ""}`);
  }

  function put(selector, text) {
    const place = live.querySelector(selector);
    if (place.textContent !== text) place.textContent = text;
  }

  // Saying back -------------------------------------------------------------------------------------

  const timers = new WeakMap();
  const WORDS = {
    nothing: "Không phát sinh.",
    waiting: "Chưa báo cáo.",
    refused: "Kỳ này đã có dòng giải ngân nên không ghi câu trả lời này được.",
  };

  function sayBack(row, wait = 250) {
    clearTimeout(timers.get(row));
    timers.set(row, setTimeout(() => ask(row), wait));
  }

  async function ask(row) {
    const key = keyOf(row);
    if (isKnown(row)) return;
    const answer = await fetched(key);
    if (key !== keyOf(row) || answer === null) return;
    const box = document.createElement("template");
    box.innerHTML = answer;
    const figure = box.content.querySelector("b");
    // The server writes every decimal, so its figure is certain: "1.500,00 USD".
    heard.set(key, figure && certainUnits(figure.textContent.replace(/\u00a0.*$/, ""), row.currency.value));
    row.echo.innerHTML = answer;
    mark(row, !figure);
    tell();
  }

  // Says back what needs no server: nothing at all, an answer.
  function isKnown(row) {
    const { state } = saying(row);
    if (row.amount.value.trim() && !WORDS[state]) return false;
    row.echo.textContent = row.amount.value.trim() ? WORDS[state] : "";
    if (state === "refused") row.echo.innerHTML = `<span class="warn">${WORDS.refused}</span>`;
    mark(row, Boolean(row.amount.value.trim()) && state === "refused");
    return true;
  }

  // An amount ends the answer that stood; taking the amount out again brings it back.
  function settleAnswer(row) {
    const was = row.element.dataset.was;
    if (!was) return;
    if (saying(row).state === "entered" && row.answer.value === was) {
      row.answer.value = "";
      row.isAnswerEnded = true;
    } else if (!row.amount.value.trim() && row.isAnswerEnded) {
      row.answer.value = was;
      row.isAnswerEnded = false;
    }
  }

  async function fetched(key) {
    try {
      const response = await fetch(`/echo/?${key}`, { redirect: "error" });
      return response.ok ? await response.text() : null;
    } catch {
      return null;
    }
  }

  function mark(row, isWrong) {
    if (isWrong) row.amount.setAttribute("aria-invalid", "true");
    else row.amount.removeAttribute("aria-invalid");
  }

  for (const name of ["input", "change"]) {
    quick.addEventListener(name, (event) => {
      const row = rowOf(event.target);
      if (row && (event.target === row.amount || event.target === row.currency)) {
        settleAnswer(row);
        sayBack(row);
      }
      tell();
    });
  }

  // Keys --------------------------------------------------------------------------------------------

  function goTo(row) {
    row.amount.focus();
    row.amount.select();
  }

  function step(row, by) {
    const next = rows[rows.indexOf(row) + by];
    if (next) goTo(next);
    else if (by > 0) saveButton.focus();
  }

  quick.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      quick.requestSubmit(saveButton);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.target.matches("button, a, summary, [type=radio]")) return;
    const row = rowOf(event.target);
    const isAmount = row && event.target === row.amount;
    const by = { Enter: event.shiftKey ? -1 : 1, ArrowDown: isAmount ? 1 : 0, ArrowUp: isAmount ? -1 : 0 }[event.key];
    if (!by) return;
    event.preventDefault();
    if (row) step(row, by);
    else if (by > 0 && rows.length) goTo(rows[0]);
  });

  // Paste -------------------------------------------------------------------------------------------

  const notice = quick.querySelector("[data-pasted]");
  const kept = quick.querySelector("[name=pasted]");
  const undoButton = quick.querySelector("[data-undo-paste]");
  const codes = new Map(rows.map((row) => [fold(row.code), row]));
  const pastes = []; // what stood before each paste, newest last
  const MONEY_NAMES = { "đ": "VND", "vnđ": "VND", "đồng": "VND", $: "USD", "us$": "USD", "đô la mỹ": "USD", "€": "EUR", euro: "EUR" };

  // The cells of a copied range: tabs between, lines by \r\n, \n or \r; a quoted cell may hold both.
  function cellsOf(text) {
    const lines = [[""]];
    let isQuoted = false;
    for (let i = 0; i < text.length; i += 1) {
      const sign = text[i];
      const cells = lines[lines.length - 1];
      const last = cells.length - 1;
      if (isQuoted && sign === '"' && text[i + 1] === '"') {
        cells[last] += '"';
        i += 1;
      } else if (sign === '"' && (isQuoted || cells[last] === "")) isQuoted = !isQuoted;
      else if (isQuoted) cells[last] += sign;
      else if (sign === "\t") cells.push("");
      else if (sign === "\n" || sign === "\r") {
        if (sign === "\r" && text[i + 1] === "\n") i += 1;
        lines.push([""]);
      } else cells[last] += sign;
    }
    const tidy = lines.map((cells) => cells.map((cell) => cell.replace(/[\s\u00a0\u202f]+/g, " ").trim()));
    while (tidy.length && tidy[tidy.length - 1].every((cell) => !cell)) tidy.pop();
    return tidy;
  }

  function currencyOf(cell, row) {
    const wanted = MONEY_NAMES[cell.toLowerCase()] || cell.toUpperCase();
    return [...row.currency.options].some((option) => option.value === wanted) ? wanted : "";
  }

  // Whether the last line is the sum of those before it, however its numbers are read.
  function isTotal(texts) {
    const given = texts.filter((text) => text && !SPOKEN[fold(text)]);
    if (given.length < 3 || given[given.length - 1] !== texts[texts.length - 1]) return false;
    return [0, -1].some((way) => {
      const values = given.map((text) => valuesOf(text, 2).at(way)).filter((value) => value != null);
      const last = valuesOf(given[given.length - 1], 2).at(way);
      if (last == null || values.length < 3) return false;
      return values.slice(0, -1).reduce((sum, value) => sum + value, 0n) === last;
    });
  }

  function paste(first, text) {
    const lines = cellsOf(text).map((cells, index) => ({ number: index + 1, cells }));
    const hasCodes = lines.some(({ cells }) => cells.length > 1 && codes.has(fold(cells[0])));
    const widest = Math.max(...lines.map(({ cells }) => cells.length)) - (hasCodes ? 1 : 0);
    if (widest > 2) {
      say(["Chưa dán: vùng chép có quá nhiều cột. Chép một cột số tiền, hoặc hai cột số tiền và loại tiền, có thể thêm cột mã ở đầu."]);
      return;
    }
    const sentences = [];
    const amountAt = hasCodes ? 1 : 0;
    if (!hasCodes && isTotal(lines.map(({ cells }) => cells[0]))) {
      const total = lines.pop();
      sentences.push(`Dòng cuối “${told(total)}” bằng tổng các dòng trên nên coi là dòng tổng, không điền. Nếu đó là số của một khoản, gõ vào hàng của khoản đó.`);
    }
    const before = [];
    const over = [];
    const filled = [];
    for (const line of lines) {
      const row = hasCodes ? codes.get(fold(line.cells[0])) : rows[rows.indexOf(first) + line.number - 1];
      if (!row) over.push(line);
      else if (fill(row, line.cells[amountAt] || "", line.cells[amountAt + 1] || "", before)) filled.push(row);
    }
    const left = rows.length - rows.indexOf(first);
    if (over.length && hasCodes) sentences.push(`${over.length} dòng không khớp mã nào trong bảng: ${over.map(told).join("; ")}.`);
    else if (over.length) sentences.push(`Cột dán có ${lines.length} dòng, bảng còn ${left} hàng; dòng thừa: ${over.map((line) => `“${told(line)}”`).join("; ")} – có thể là dòng tổng.`);
    pastes.push({ before, notice: kept.value });
    undoButton.hidden = false;
    const unread = filled.filter((row) => ["unread", "refused"].includes(saying(row).state));
    const doubt = unread.length ? `, ${unread.length} ô cần xem lại` : "";
    say([`Đã điền ${filled.length} hàng, chưa lưu${doubt}.`, ...sentences]);
    settle(filled);
  }

  function told({ number, cells }) {
    return `${number}: ${cells.filter((cell) => cell).join(" ")}`;
  }

  // A gap leaves the row untouched; a currency that is none of ours stays beside the number, to be refused.
  function fill(row, amount, currency, before) {
    if (!amount) return false;
    const code = currency ? currencyOf(currency, row) : "";
    before.push({ row, amount: row.amount.value, currency: row.currency.value });
    row.amount.value = currency && !code ? `${amount} ${currency}` : amount;
    if (code) row.currency.value = code;
    return true;
  }

  function settle(changed) {
    for (const row of changed) {
      settleAnswer(row);
      if (isKnown(row)) continue;
      row.echo.textContent = "";
      mark(row, false);
      if (saying(row).state === "unread") sayBack(row, 0);
    }
    quick.dispatchEvent(new Event("input"));
    tellNow();
  }

  function say(sentences) {
    kept.value = sentences.join("\n").slice(0, 2000);
    notice.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
  }

  quick.addEventListener("paste", (event) => {
    const row = rowOf(event.target);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!row || event.target !== row.amount) return;
    const cells = cellsOf(text);
    if (cells.length < 2 && (cells[0]?.length ?? 0) < 2) return;
    event.preventDefault();
    paste(row, text);
  });

  undoButton.addEventListener("click", () => {
    const last = pastes.pop();
    for (const { row, amount, currency } of last.before.toReversed()) {
      row.amount.value = amount;
      row.currency.value = currency;
    }
    undoButton.hidden = pastes.length === 0;
    say(["Đã hoàn tác lần dán cuối."]);
    settle(last.before.map(({ row }) => row));
    (last.before[0]?.row ?? rows[0]).amount.focus();
  });

  // The start: the first row that is still to be asked, unless something is wrong above. ---------------

  const isWrong = document.querySelector("main form [aria-invalid=true], main > [role=alert][tabindex]");
  const firstOpen = rows.find((row) => row.element.dataset.base === "open" && !row.amount.value) || rows.find((row) => !row.amount.value);
  if (!isWrong && firstOpen && window.matchMedia("(min-width: 48rem)").matches) {
    firstOpen.amount.focus({ preventScroll: document.querySelector("main > .alert") !== null });
  }
  for (const row of rows) {
    if (saying(row).state === "unread" && !row.amount.matches("[aria-invalid=true]")) sayBack(row, 0);
  }
  tellNow();
}
