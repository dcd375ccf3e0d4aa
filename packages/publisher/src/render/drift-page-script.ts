/**
 * What makes the drift page answer: filters, rows that open, the colour scheme. Everything is in the
 * page already; without scripts it shows all of it. Holds no data and makes no markup.
 */
export const driftPageScript = `
"use strict";
const root = document.documentElement;
const all = (selector) => [...document.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);
const remember = (value) => { try { localStorage.setItem("retain-theme", value); } catch {} };
const remembered = () => { try { return localStorage.getItem("retain-theme"); } catch { return null; } };

const themes = ["auto", "dark", "light"];
const theme = one("#theme");
const wear = (name) => {
  if (name === "auto") delete root.dataset.theme; else root.dataset.theme = name;
  theme.dataset.now = name;
  theme.textContent = "Theme: " + name;
};
wear(themes.includes(remembered()) ? remembered() : "auto");
theme.hidden = false;
theme.addEventListener("click", () => {
  const next = themes[(themes.indexOf(theme.dataset.now) + 1) % themes.length];
  remember(next);
  wear(next);
});

const rows = all(".item").map((item) => {
  const detail = item.nextElementSibling?.matches(".detail") ? item.nextElementSibling : undefined;
  const button = item.querySelector("button");
  const text = (item.textContent + " " + (detail?.textContent ?? "")).toLowerCase();
  const row = { item, detail, button, text, open: false };
  const show = (open) => {
    row.open = open;
    button?.setAttribute("aria-expanded", String(open));
    if (detail) detail.hidden = item.hidden || !open;
  };
  row.show = show;
  if (button) {
    show(false);
    item.addEventListener("click", () => { if (String(getSelection()) === "") show(!row.open); });
  }
  return row;
});

const search = one("#search");
const kind = one("#kind");
const counts = all("button.count");
const output = one("#shown");
const nothing = one("#nothing");
const pressed = () => counts.filter((count) => count.getAttribute("aria-pressed") === "true");
const filter = () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const statuses = pressed().map((count) => count.dataset.status);
  let shown = 0;
  for (const row of rows) {
    const { status, kind: own } = row.item.dataset;
    const fits = (statuses.length === 0 || statuses.includes(status))
      && (kind.value === "" || kind.value === own)
      && words.every((word) => row.text.includes(word));
    row.item.hidden = !fits;
    row.show(row.open);
    if (fits) shown += 1;
  }
  output.textContent = shown === rows.length ? rows.length + " shown" : shown + " of " + rows.length + " shown";
  nothing.hidden = shown > 0;
};
if (search) {
  one(".filters").hidden = false;
  one(".keys").hidden = false;
  search.addEventListener("input", filter);
  kind.addEventListener("input", filter);
  for (const count of counts) {
    count.disabled = false;
    count.addEventListener("click", () => {
      count.setAttribute("aria-pressed", String(count.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }
  one("#open").addEventListener("click", () => {
    const opens = rows.some((row) => row.button && !row.item.hidden && !row.open);
    for (const row of rows) if (row.button && !row.item.hidden) row.show(opens);
  });
  one("#clear").addEventListener("click", () => {
    search.value = "";
    kind.value = "";
    for (const count of counts) count.setAttribute("aria-pressed", "false");
    filter();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.matches("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === "Escape" && event.target === search) { search.value = ""; filter(); }
  });
  filter();
}
`;
