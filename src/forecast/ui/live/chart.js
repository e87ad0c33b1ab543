// The chart of one indicator: drawn for its measured width, redrawn at every move of its slider. All texts are set as text.

const SVG = 'http://www.w3.org/2000/svg';
const TOP = 14;
const BOTTOM = 26;
const LETTER = 7.2; // mean width of a letter at 13 px
const LINE = 17; // least distance of two labels

function shape(parent, tag, attributes = {}, text = null) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== null) made.textContent = text;
  parent.append(made);
  return made;
}

const round = (place) => Math.round(place * 10) / 10;

/** Round numbers between two ends: 1, 2, 2.5 or 5 times a power of ten apart. */
function ticks(low, high, about) {
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const found = Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
  const places = Math.max(0, -Math.floor(Math.log10(step)) + (step / power === 2.5 ? 1 : 0));
  return { found, places };
}

/** Levels that have to be in the picture whatever the slider does. */
function fixedLevels(item) {
  const ends = item.targets.flatMap((target) => [target.low, target.high]);
  const past = item.history.map((seen) => seen.level);
  const band = item.bands.flatMap(({ low, high }) => [...low, ...high]);
  return [...ends, ...past, ...band, ...(item.required ?? []), ...item.levels].filter((level) => level !== null);
}

/** Room for levels and years; the room for levels only grows while the slider is held, so that the picture does not jump. */
class Frame {
  constructor(item, marks, width, height) {
    this.item = item;
    this.marks = marks;
    this.height = height;
    this.width = width;
    const labels = [...item.targets.map((target) => `◆ ${target.label}`), `● ${item.texts.projected}0`];
    this.right = Math.min(width * 0.4, Math.max(...labels.map((label) => label.length)) * LETTER + 12);
    this.first = Math.min(item.years[0], ...item.history.map((seen) => seen.year));
    this.last = item.years[item.years.length - 1];
    this.open(fixedLevels(item));
  }

  open(levels) {
    let [low, high] = [Math.min(...levels), Math.max(...levels)];
    const least = 1e-6 * Math.max(Math.abs(low), Math.abs(high)) || 1;
    if (high - low < least) [low, high] = [low - (0.1 * Math.abs(low) || 1), high + (0.1 * Math.abs(high) || 1)];
    const margin = 0.06 * (high - low);
    const floor = low >= 0 ? 0 : -Infinity;
    [this.low, this.high] = [Math.max(low - margin, floor), high + margin];
    this.ticks = ticks(this.low, this.high, this.height < 200 ? 3 : 5);
    const widest = Math.max(...this.ticks.found.map((level) => this.tickText(level).length));
    this.left = widest * LETTER + 14;
  }

  /** Whether levels fit; if not, the frame is opened for them. */
  holds(levels) {
    const known = levels.filter((level) => level !== null);
    if (!known.length) return true;
    const [low, high] = [Math.min(...known), Math.max(...known)];
    if (low >= this.low && high <= this.high) return true;
    const spread = 0.15 * (this.high - this.low);
    this.open([Math.min(low - spread * (low < this.low), this.low), Math.max(high + spread * (high > this.high), this.high)]);
    return false;
  }

  tickText(level) {
    return numberText(level, this.marks, this.ticks.places);
  }

  x(year) {
    return round(this.left + ((year - this.first) / (this.last - this.first)) * (this.width - this.left - this.right));
  }

  y(level) {
    return round(TOP + ((this.high - level) / (this.high - this.low)) * (this.height - TOP - BOTTOM));
  }

  line(years, levels) {
    let pen = 'M';
    return levels.map((level, at) => {
      if (level === null) return ((pen = 'M'), '');
      const place = `${pen}${this.x(years[at])} ${this.y(level)}`;
      pen = 'L';
      return place;
    }).join('');
  }

  area(years, low, high) {
    const known = years.filter((_, at) => low[at] !== null && high[at] !== null);
    const value = (levels, year) => levels[years.indexOf(year)];
    const there = known.map((year) => `${this.x(year)} ${this.y(value(high, year))}`);
    const back = known.reverse().map((year) => `${this.x(year)} ${this.y(value(low, year))}`);
    return there.length > 1 ? `M${[...there, ...back].join('L')}Z` : '';
  }
}

/** Everything of the picture that does not move with the slider, and places for what does. */
function buildChart(host, item, marks, height) {
  const width = Math.max(240, Math.floor(host.clientWidth || 600));
  const frame = new Frame(item, marks, width, height);
  const chart = { host, item, marks, frame, height, width };
  drawFrame(chart);
  return chart;
}

function drawFrame(chart) {
  const { host, item, frame, height, width } = chart;
  const root = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': item.alt })) root.setAttribute(name, value);
  drawAxes(root, frame, item);
  const clip = `clip-${item.id}`;
  const box = shape(shape(root, 'clipPath', { id: clip }), 'rect', { x: 0, y: TOP - 8, width, height: height - TOP - BOTTOM + 16 });
  box.setAttribute('width', width - frame.right + 8);
  const inside = shape(root, 'g', { 'clip-path': `url(#${clip})` });
  chart.bands = item.bands.map((band) => shape(inside, 'path', { class: `band ${band.kind}` }));
  const past = [...item.history, { year: item.years[0], level: item.levels[0] ?? item.course.base }];
  shape(inside, 'path', { class: 'past', d: frame.line(past.map((seen) => seen.year), past.map((seen) => seen.level)) });
  if (item.required) shape(inside, 'path', { class: 'required', d: frame.line(item.years, item.required) });
  chart.line = shape(inside, 'path', { class: 'path' });
  chart.dots = item.levels.map(() => shape(inside, 'circle', { class: 'dot', r: 3.5 }));
  item.history.forEach((seen) => shape(inside, 'circle', { class: 'past', r: 4, cx: frame.x(seen.year), cy: frame.y(seen.level) }));
  item.targets.forEach((target) => drawTarget(root, frame, target));
  chart.labels = [
    { made: shape(root, 'text', { class: 'label path' }), own: true },
    ...item.targets.map((target) => ({ made: shape(root, 'text', { class: 'label target' }, `◆ ${target.label}`), level: target.goal })),
  ];
  host.replaceChildren(root);
}

function drawAxes(root, frame, item) {
  const edge = frame.width - frame.right;
  for (const level of frame.ticks.found) {
    const y = frame.y(level);
    shape(root, 'line', { class: 'grid', x1: frame.left, x2: edge, y1: y, y2: y });
    shape(root, 'text', { class: 'tick', x: frame.left - 6, y: y + 4, 'text-anchor': 'end' }, frame.tickText(level));
  }
  const every = Math.ceil(((frame.last - frame.first + 1) * 40) / Math.max(40, edge - frame.left));
  for (let year = frame.last; year >= frame.first; year -= every) {
    shape(root, 'text', { class: 'tick', x: frame.x(year), y: frame.height - 7, 'text-anchor': 'middle' }, String(year));
  }
  if (frame.first < item.years[0]) {
    const x = frame.x(item.years[0]);
    shape(root, 'line', { class: 'base', x1: x, x2: x, y1: TOP - 6, y2: frame.height - BOTTOM });
  }
}

function drawTarget(root, frame, target) {
  const [x, y] = [frame.x(target.year), frame.y(target.goal)];
  if (target.low !== null && target.high !== null && target.low !== target.high) {
    shape(root, 'line', { class: 'range', x1: x, x2: x, y1: frame.y(target.low), y2: frame.y(target.high) });
  }
  shape(root, 'path', { class: 'target', d: `M${x} ${y - 8}L${x + 8} ${y}L${x} ${y + 8}L${x - 8} ${y}Z` });
}

/** Put the picture where the levels are; `text` names the last one. */
function moveChart(chart, levels, bands, text) {
  const ends = bands.flatMap(({ low, high }) => [low[low.length - 1], high[high.length - 1]]);
  if (!chart.frame.holds([...levels, ...ends])) drawFrame(chart);
  const { frame, item } = chart;
  chart.line.setAttribute('d', frame.line(item.years, levels));
  chart.dots.forEach((dot, at) => {
    const known = levels[at] !== null;
    dot.style.display = known ? '' : 'none';
    if (known) dot.setAttribute('cx', frame.x(item.years[at]));
    if (known) dot.setAttribute('cy', frame.y(levels[at]));
  });
  chart.bands.forEach((made, at) => made.setAttribute('d', frame.area(item.years, bands[at].low, bands[at].high)));
  placeLabels(chart, levels[levels.length - 1], text);
}

function placeLabels(chart, last, text) {
  const { frame, labels } = chart;
  const x = frame.width - frame.right + 14;
  labels[0].made.textContent = last === null ? '' : `● ${text}`;
  const places = labels
    .map((label) => ({ label, y: frame.y((label.own ? last : label.level) ?? frame.low) + 4 }))
    .sort((one, other) => one.y - other.y);
  places.forEach((place, at) => (place.y = Math.max(place.y, at ? places[at - 1].y + LINE : TOP)));
  let floor = frame.height - BOTTOM + 4;
  for (const place of places.reverse()) {
    place.y = Math.min(place.y, floor);
    floor = place.y - LINE;
    place.label.made.setAttribute('x', x);
    place.label.made.setAttribute('y', place.y);
  }
}
