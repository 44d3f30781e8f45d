// Reads an amount as config/kit/numbers.py does, where that is certain, in whole smallest units (BigInt: no
// digit is lost). What is not certain is null: the server is asked, or asks.
const WHOLE_ONLY = ["VND", "KRW", "JPY"];
const GROUPED = [
  /^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?$/,
  /^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?$/,
  /^([1-9]\d{0,2}(?: \d{3})+)(?:[.,](\d+))?$/,
];
const MOST_DIGITS = 15;

function placesOf(currency) {
  return WHOLE_ONLY.includes(currency) ? 0 : 2;
}

// Text as people paste it: plain spaces, plain minus, none at the ends.
function tidied(text) {
  return text.replace(/[\s\u00a0\u2000-\u200a\u202f\u3000]+/g, " ").replace(/[\u2010-\u2015\u2212]/g, "-").trim();
}

// Every value a bare number can have, as [whole, decimals]; the one that parts thousands first.
function readingsOf(body) {
  if (/^\d+$/.test(body)) return [[body, ""]];
  const found = [];
  for (const form of GROUPED) {
    const match = body.match(form);
    if (match) found.push([match[1].replace(/[., ]/g, ""), match[2] || ""]);
  }
  const mark = body.match(/^(\d+)[.,](\d+)$/);
  if (mark) found.push([mark[1], mark[2]]);
  return found;
}

function withoutSign(text) {
  if (/^\(.*\)$/.test(text)) return [true, text.slice(1, -1).trim()];
  if (/^[+-]/.test(text)) return [text[0] === "-", text.slice(1).trimStart()];
  return [false, text];
}

// The smallest units of one reading; null when the currency cannot hold it.
function unitsOf([whole, decimals], places) {
  const fits = decimals.length <= places || (decimals.length <= 2 && /^0*$/.test(decimals));
  const kept = decimals.replace(/0+$/, "");
  const digits = (whole.replace(/^0+/, "") + kept).length;
  if (!fits || digits > MOST_DIGITS) return null;
  return BigInt(whole + kept.padEnd(places, "0"));
}

// All values of a text in units of `places` decimals, signed.
function valuesOf(text, places) {
  const [isNegative, body] = withoutSign(tidied(text));
  let readings = readingsOf(body);
  if (places === 0) readings = readings.slice(0, 1);
  return readings.map((reading) => unitsOf(reading, places)).map((units) => (units && isNegative ? -units : units));
}

// The one certain value of a text; null when there is none, or two.
function certainUnits(text, currency) {
  const values = valuesOf(text, placesOf(currency));
  return values.length === 1 ? values[0] : null;
}

// As config/kit/numbers.py writes it: "1.234,50 USD", "1.500.000 đồng".
function writeUnits(units, currency) {
  const places = placesOf(currency);
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ".");
  const decimals = places ? `,${digits.slice(-places)}` : "";
  return `${units < 0n ? "-" : ""}${whole}${decimals}\u00a0${currency === "VND" ? "đồng" : currency}`;
}
