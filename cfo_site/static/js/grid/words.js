// What the grid says: sentences stand in the page, in its language; here they are filled in and announced.

const words = document.getElementById("words");

export function word(name, values = {}) {
  return fill(words.dataset[name], values);
}

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/gu, (whole, name) => (name in values ? String(values[name]) : whole));
}

export function say(text) {
  const place = document.getElementById("announce");
  place.textContent = "";
  requestAnimationFrame(() => {
    place.textContent = text;
  });
}
