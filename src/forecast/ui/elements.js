// What components are made of; every text is set as text.
const node = (tag, text, attributes = {}) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

// A real link, also for the keyboard and a new tab; a plain click tells `opened` what was chosen and stays in the session.
const link = (href, opened, choice) => {
  const made = node("a", "", { href });
  made.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return; // a tab of its own
    event.preventDefault();
    opened(choice);
  };
  return made;
};

const drawn = new WeakMap();

// Draws a component by `make(data, place, send)`; what shows the same data already stays, and with it where the reader is.
const drawing = (make) => ({ data, parentElement, setTriggerValue }) => {
  const text = JSON.stringify(data);
  const known = drawn.get(parentElement) ?? {};
  known.send = setTriggerValue;
  drawn.set(parentElement, known);
  if (known.text === text) return;
  known.text = text;
  make(data, parentElement, (...sent) => known.send(...sent));
};

const middle = (element) => {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
};

// One stop of the Tab key for a table: arrows, Home and End move among what can be opened in it.
const stops = (scroll) => {
  const rows = [...scroll.querySelectorAll("tr")].map((row) => [...row.querySelectorAll("a, button")]).filter((row) => row.length);
  const all = rows.flat();
  if (!all.length) {
    scroll.setAttribute("tabindex", "0");
    return;
  }
  const enter = (stop) => all.forEach((each) => each.setAttribute("tabindex", each === stop ? "0" : "-1"));
  const nearest = (row, stop) => row.reduce((best, each) => (Math.abs(middle(each) - middle(stop)) < Math.abs(middle(best) - middle(stop)) ? each : best));
  const target = (event, stop) => {
    const at = rows.findIndex((row) => row.includes(stop));
    const row = rows[at];
    const place = row.indexOf(stop);
    const ends = event.ctrlKey || event.metaKey ? all : row;
    const other = { ArrowUp: rows[at - 1], ArrowDown: rows[at + 1] }[event.key];
    if (other) return nearest(other, stop);
    return { ArrowLeft: row[place - 1], ArrowRight: row[place + 1], Home: ends[0], End: ends.at(-1) }[event.key];
  };
  enter(all[0]);
  scroll.addEventListener("focusin", (event) => all.includes(event.target) && enter(event.target));
  scroll.addEventListener("keydown", (event) => {
    const to = all.includes(event.target) ? target(event, event.target) : undefined;
    if (!to) return;
    event.preventDefault();
    to.focus();
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
};

const PATIENCE = 10_000; // milliseconds in which a window may open

// Brings the keyboard back to `stop` once the window that it opens is closed; the browser loses it where elements have a root of their own.
const comeBack = (stop) => {
  let seen = false;
  const look = () => {
    const open = document.querySelector('[role="dialog"]') !== null;
    seen ||= open;
    if (!seen || open) return;
    watch.disconnect();
    if (document.activeElement === document.body) stop.focus();
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => seen || watch.disconnect(), PATIENCE);
};
