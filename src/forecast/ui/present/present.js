// One dialog over everything else; the browser keeps the focus inside and closes it with Esc. Every text is set as text.
const SPACE = "http://www.w3.org/2000/svg";
const node = (tag, text, name) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (name) made.className = name;
  return made;
};
const shape = (tag, attributes, text) => {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.textContent = text;
  return made;
};

function chart({ years, levels, texts, ends, target }, room) {
  const [width, height, left, right, top, bottom] = [room < 640 ? 560 : 1000, 300, 60, 120, 40, 40];
  const all = [...levels, ...ends];
  let [low, high] = [Math.min(...all), Math.max(...all)];
  if (high - low < 1e-9 * Math.max(1, Math.abs(high))) [low, high] = [low - 1, high + 1];
  const x = (place) => left + (place * (width - left - right)) / (years.length - 1);
  const y = (level) => height - bottom - ((level - low) * (height - top - bottom)) / (high - low);
  const drawn = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img" });
  drawn.append(shape("title", {}, `${years.map((year, at) => `${year}: ${texts[at]}`).join("; ")}. ${target}`));
  for (const end of ends) drawn.append(shape("line", { class: "goal", x1: left, x2: width - right, y1: y(end), y2: y(end) }));
  if (ends.length) drawn.append(shape("text", { class: "goal", x: left, y: y(Math.max(...ends)) - 8 }, target));
  drawn.append(shape("polyline", { class: "path", points: levels.map((level, at) => `${x(at)},${y(level)}`).join(" ") }));
  years.forEach((year, at) => {
    drawn.append(shape("circle", { class: "path", cx: x(at), cy: y(levels[at]), r: 6 }));
    drawn.append(shape("text", { x: x(at), y: height - 8, "text-anchor": "middle" }, String(year)));
    if (at === 0) drawn.append(shape("text", { class: "level", x: x(at), y: y(levels[at]) - 14, "text-anchor": "middle" }, texts[at]));
    if (at === years.length - 1) drawn.append(shape("text", { class: "level", x: x(at) + 14, y: y(levels[at]) + 9 }, texts[at]));
  });
  return drawn;
}

function fill(stage, screen, place, n) {
  const head = node("p", [screen.kicker, `${place + 1}/${n}`].filter(Boolean).join(" · "), "kicker");
  const title = node("h1", screen.title);
  const lead = node("p", screen.lead, `lead ${screen.light ?? ""}`);
  const figures = node("dl");
  for (const each of screen.figures) {
    const box = node("div", "", each.light ?? "");
    box.append(node("dt", each.label), node("dd", each.value));
    figures.append(box);
  }
  stage.classList.toggle("bare", !screen.chart);
  stage.replaceChildren(head, title, lead, figures);
  if (screen.chart) stage.append(chart(screen.chart, stage.clientWidth));
  if (screen.source) stage.append(node("p", screen.source, "source"));
}

const states = new WeakMap();

export default function ({ data, parentElement }) {
  let state = states.get(parentElement);
  if (!state) {
    state = { place: 0, start: node("button", "", "start"), dialog: node("dialog") };
    states.set(parentElement, state);
    const { dialog, start } = state;
    state.stage = node("section", "", "stage");
    state.stage.setAttribute("aria-live", "polite");
    state.stage.setAttribute("tabindex", "-1");
    state.stage.setAttribute("autofocus", ""); // so that no button is lit when the screens begin
    state.bar = node("nav");
    state.buttons = ["back", "next", "leave"].map((name) => node("button", "", name));
    state.hint = node("span");
    state.bar.append(state.hint, ...state.buttons);
    dialog.append(state.stage, state.bar);
    parentElement.append(start, dialog);
    state.show = () => fill(state.stage, state.data.screens[state.place], state.place, state.data.screens.length);
    state.go = (to) => {
      state.place = Math.max(0, Math.min(state.data.screens.length - 1, to));
      state.show();
    };
    start.onclick = () => {
      dialog.showModal();
      state.go(0);
    };
    const keys = {
      ArrowRight: () => state.place + 1, PageDown: () => state.place + 1, " ": () => state.place + 1,
      ArrowLeft: () => state.place - 1, PageUp: () => state.place - 1,
      Home: () => 0, End: () => state.data.screens.length - 1,
    };
    dialog.onkeydown = (event) => {
      event.stopPropagation(); // Streamlit has shortcuts of its own
      if (event.key === " " && event.target.tagName === "BUTTON") return;
      if (!(event.key in keys) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      state.go(keys[event.key]());
    };
    const [back, next, leave] = state.buttons;
    back.onclick = () => state.go(state.place - 1);
    next.onclick = () => state.go(state.place + 1);
    leave.onclick = () => dialog.close();
    dialog.onclose = () => start.focus();
  }
  state.data = data;
  state.place = Math.min(state.place, data.screens.length - 1);
  state.start.textContent = data.start;
  state.dialog.setAttribute("aria-label", data.start);
  state.dialog.setAttribute("lang", data.lang);
  state.hint.textContent = data.keys;
  state.buttons.forEach((button, at) => { button.textContent = [data.back, data.next, data.leave][at]; });
  if (state.dialog.open) state.show();
}
