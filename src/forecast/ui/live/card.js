// One slider with its figures and its chart. The browser owns the value while the page is open; Python's is taken when its revision differs.

const KEY_PAUSE = 250; // ms after the last key until a move counts
const CATCH = 5; // px within which a mark attracts the thumb
const THUMB = 20;
const DRAWN = ['course', 'levels', 'bands', 'targets', 'required', 'history', 'marks', 'alt', 'heads']; // what a card is built anew for

function make(parent, tag, name = '', text = null, attributes = {}) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== null) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** Nearest position a slider can take: a step of its grid, or a mark that is close by. */
function snapped(item, value, reach) {
  const mark = item.stops.find((stop) => Math.abs(stop - value) <= reach);
  if (mark !== undefined) return mark;
  return within(Number((Math.round(value / item.step) * item.step).toPrecision(12)), item.low, item.high);
}

/** The next position in a direction: the grid and the marks between. */
function nextPosition(item, value, steps) {
  const way = Math.sign(steps);
  const far = Math.abs(steps) > 1;
  const grid = way > 0 ? Math.floor(value / item.step + 1e-9) + steps : Math.ceil(value / item.step - 1e-9) + steps;
  const next = within(Number((grid * item.step).toPrecision(12)), item.low, item.high);
  const between = item.stops.filter((stop) => (stop - value) * way > 1e-12 && (next - stop) * way > 0);
  if (far || !between.length) return next;
  return way > 0 ? Math.min(...between) : Math.max(...between);
}

class Card {
  constructor(board, host, item) {
    this.board = board;
    this.value = item.value;
    const root = (this.root = make(host, 'section', 'card', null, { role: 'group' }));
    this.name = make(root, 'h4', 'name');
    this.figures = make(root, 'div', 'figures');
    this.control = make(root, 'div', 'control');
    this.track = make(this.control, 'div', 'track', null, { 'aria-hidden': 'true' });
    this.fill = make(this.track, 'div', 'fill');
    this.slider = make(this.control, 'input', 'slider', null, { type: 'range', step: 'any' });
    this.ticks = make(this.control, 'div', 'ticks', null, { 'aria-hidden': 'true' });
    this.entry = make(root, 'label', 'entry');
    this.entryName = make(this.entry, 'span', 'hidden');
    this.typed = make(this.entry, 'input', 'typed', null, { type: 'text', inputmode: 'decimal', maxlength: '30', autocomplete: 'off' });
    this.unit = make(this.entry, 'span', 'unit');
    this.error = make(root, 'p', 'error', null, { role: 'alert' });
    this.picture = make(root, 'div', 'picture');
    this.legend = make(root, 'ul', 'legend');
    this.listen();
    this.take(item);
  }

  listen() {
    const { slider, typed } = this;
    slider.addEventListener('pointerdown', () => (this.held = true));
    slider.addEventListener('keydown', (event) => this.key(event));
    slider.addEventListener('input', () => this.slid());
    for (const end of ['change', 'pointerup', 'pointercancel']) slider.addEventListener(end, () => this.released());
    slider.addEventListener('blur', () => this.commit());
    typed.addEventListener('focus', () => typed.select());
    typed.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.typedText();
      if (event.key === 'Enter') this.enter();
    });
    typed.addEventListener('blur', () => this.enter());
  }

  /** Newest data from Python. The value is taken only where Python has set it itself. */
  take(item) {
    const first = this.item === undefined;
    const before = this.item;
    this.item = item;
    if (first || before.rev !== item.rev) [this.value, this.sent] = [item.value, item.value];
    this.describe();
    const same = !first && DRAWN.every((name) => JSON.stringify(before[name]) === JSON.stringify(item[name]));
    if (!same) this.build();
    this.show();
  }

  describe() {
    const { item, board } = this;
    const { texts } = board.data;
    this.root.setAttribute('aria-label', item.name);
    this.name.textContent = item.name;
    this.control.hidden = !item.movable;
    this.entry.hidden = !item.movable;
    this.slider.min = item.low;
    this.slider.max = item.high;
    this.slider.setAttribute('aria-label', `${item.name}: ${item.title}`);
    this.entryName.textContent = `${texts.typed}: ${item.name}`;
    this.unit.textContent = item.rate_unit;
    this.typed.setAttribute('aria-invalid', item.error ? 'true' : 'false');
    this.error.textContent = item.error ?? '';
    this.error.hidden = !item.error;
  }

  /** What depends on the data and the width, not on the value. */
  build() {
    const { item, board } = this;
    const size = board.data.size;
    this.figures.replaceChildren();
    this.shown = item.shows.map((what) => this.figure(what));
    this.marks();
    const drawn = size !== 'none' && fixedLevels(item).length > 0;
    if (!drawn) this.picture.replaceChildren();
    this.chart = !drawn ? null : buildChart(this.picture, item, board.data.marks, size === 'small' ? 150 : board.phone ? 260 : 310);
    this.legend.replaceChildren();
    if (size === 'large' && drawn) item.legend.forEach(({ kind, text }) => {
      const entry = make(this.legend, 'li');
      make(entry, 'span', `key ${kind}`, kind === 'target' ? '◆' : '', { 'aria-hidden': 'true' });
      make(entry, 'span', '', text);
    });
  }

  figure(what) {
    const box = make(this.figures, 'div', `figure ${what}`);
    make(box, 'span', 'what', this.item.heads[what]);
    const provable = this.item.provable.includes(what);
    const shown = make(box, provable ? 'button' : 'span', 'value', '', provable ? { type: 'button' } : {});
    if (provable) {
      shown.title = this.board.data.texts.prove;
      shown.addEventListener('click', () => this.board.prove(this.item.id, what));
    }
    return { what, shown };
  }

  share(value) {
    const { low, high } = this.item;
    return high > low ? (within(value, low, high) - low) / (high - low) : 0;
  }

  /** Marks under the track; labels that would meet stand below one another. */
  marks() {
    const { item, ticks, board } = this;
    ticks.replaceChildren();
    const width = Math.max(1, this.control.clientWidth - THUMB);
    const rows = [];
    for (const mark of [...item.marks].sort((one, other) => one.value - other.value)) {
      const share = this.share(mark.value);
      const tick = make(ticks, 'div', `tick ${mark.kind}`, null, { title: mark.long });
      tick.style.setProperty('--at', share);
      make(tick, 'span', 'sign', mark.sign);
      if (board.data.size !== 'large') continue;
      const label = make(tick, 'span', 'label', mark.text);
      const wide = label.offsetWidth;
      const start = within(share * width + THUMB / 2 - wide / 2, 0, Math.max(0, width + THUMB - wide));
      let row = rows.findIndex((end) => end + 8 < start);
      if (row < 0) row = rows.length;
      rows[row] = start + wide;
      label.style.setProperty('--row', row);
      label.style.left = `${start - share * width - THUMB / 2}px`;
    }
    ticks.style.setProperty('--rows', rows.length);
  }

  slid() {
    const reach = (CATCH * (this.item.high - this.item.low)) / Math.max(1, this.control.clientWidth - THUMB);
    this.move(snapped(this.item, Number(this.slider.value), Math.min(reach, 2 * this.item.step)));
  }

  key(event) {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    const end = { Home: this.item.low, End: this.item.high }[event.key];
    if (steps === undefined && end === undefined) return;
    event.preventDefault();
    this.move(end ?? nextPosition(this.item, this.value ?? this.item.start, steps));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.commit(), KEY_PAUSE);
  }

  move(value) {
    this.value = value;
    this.show();
  }

  released() {
    this.held = false;
    this.slider.value = this.value ?? this.item.start;
    this.commit();
  }

  commit() {
    clearTimeout(this.timer);
    if (this.value === this.sent || this.value === null) return;
    this.sent = this.value;
    this.board.commit(this.item, this.value);
  }

  enter() {
    const text = this.typed.value.trim();
    if (text === this.typedShown || text === '') return this.typedText();
    this.typedShown = text;
    this.board.type(this.item.id, text);
  }

  typedText() {
    this.typedShown = this.value === null ? '' : this.rate(this.value);
    this.typed.value = this.typedShown;
  }

  /** A growth with as many places as it has, two at most; a rate has one at least. */
  rate(value) {
    const fits = (places) => Math.abs(value - Math.round(value * 10 ** places) / 10 ** places) < 1e-9;
    return numberText(value, this.board.data.marks, [0, 1].find((places) => places >= this.item.least && fits(places)) ?? 2);
  }

  /** Draw value, figures, path and band where they stand now. */
  show() {
    const { item, board, value } = this;
    const { texts, marks } = board.data;
    const asSent = value === item.value;
    const levels = asSent ? item.levels : pathOf(item.course, value);
    const text = this.values(levels, asSent);
    this.shown.forEach(({ what, shown }) => (shown.textContent = text[what] ?? '–'));
    const at = value ?? item.start;
    if (!this.held) this.slider.value = at;
    this.slider.setAttribute('aria-valuetext', this.spoken(text));
    this.slider.classList.toggle('unset', value === null);
    if (this.root.getRootNode().activeElement !== this.typed || !item.error) this.typedText();
    const [from, to] = [this.share(item.default ?? at), this.share(at)];
    this.fill.style.setProperty('--from', Math.min(from, to));
    this.fill.style.setProperty('--size', Math.abs(to - from));
    this.root.classList.toggle('moving', !asSent);
    if (this.chart === null) return;
    const bands = asSent ? item.bands : item.bands.map((band) => ({
      low: band.low.map((level, t) => carried(item.course, level, item.levels[t], levels[t])),
      high: band.high.map((level, t) => carried(item.course, level, item.levels[t], levels[t])),
    }));
    const last = levels[levels.length - 1];
    moveChart(this.chart, levels, bands, last === null ? '' : numberText(last, marks, levelPlaces(last, item.percent)));
  }

  /** The value of the slider in words; where the scenario gives none, that is said. */
  spoken({ projected, gap }) {
    const { item, board, value } = this;
    const { texts } = board.data;
    if (value === null) return texts.unset;
    const rate = amountText(this.rate(value), item.rate_unit);
    const said = filled(texts.spoken, { rate, year: item.year, level: amountText(projected, item.unit) });
    return [said, gap].filter(Boolean).join('; ');
  }

  /** Texts of the figures: Python's own where nothing was moved, else by the same rules. */
  values(levels, asSent) {
    const { item, board } = this;
    if (asSent) return item.texts;
    const { texts, marks } = board.data;
    const target = item.targets.find((each) => each.main);
    const stands = target ? standing(target, item.course.law, levels) : null;
    const projected = stands ? stands.projected : levels[levels.length - 1];
    const level = projected === null ? '–' : numberText(projected, marks, levelPlaces(projected, item.percent));
    const found = { ...item.texts, projected: level, rate: amountText(this.rate(this.value), item.rate_unit) };
    if (!stands) return found;
    const amount = numberText(Math.abs(stands.gap), marks, tellingPlaces(stands.gap, levelPlaces(projected, item.percent)));
    found.gap = stands.gap === 0 ? '0' : filled(item.over_short[Number(stands.gap > 0)], { amount });
    return { ...found, standing: texts[stands.reached] };
  }
}
