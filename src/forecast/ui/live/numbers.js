// Paths and numbers in the browser: the formulas of forecast.projection and the rounding of forecast.figures.numbers.
// tests/browser/test_parity.py holds both to 1e-12 and to the printed digit.

const SIGNIFICANT = 12;
const TOLERANCE = 1e-9;
const AMOUNTS = ['flow', 'total'];

/** Position of a level on the scale on which its law adds one step a year. */
function toScale(scale, level, low, high) {
  if (scale === 'log') return Math.log(level);
  return scale === 'logit' ? Math.log((level - low) / (high - level)) : level;
}

function fromScale(scale, position, low, high) {
  if (scale === 'log') return Math.exp(position);
  return scale === 'logit' ? low + (high - low) / (1 + Math.exp(-position)) : position;
}

const within = (level, low, high) => Math.min(Math.max(level, low ?? -Infinity), high ?? Infinity);

/** Levels after the base year when every year moves by `value`: per cent, points or units a year, or the yearly amount. */
const LAWS = {
  compound(course, years, value) {
    const factor = 1 + Math.expm1(Math.log1p(value / 100));
    let level = course.base;
    return years.map((moves) => (level *= moves ? factor : 1));
  },
  linear(course, years, value) {
    let level = course.base;
    return years.map((moves) => (level = within(level + (moves ? value : 0), course.low, course.high)));
  },
  logit(course, years, value) {
    const { low, high, margin, base } = course;
    const place = (level) => toScale('logit', within(level, low + margin, high - margin), low, high);
    const start = place(base);
    const steps = [];
    let position = start;
    for (let year = 0; year < years.length; year += 1) {
      const reached = place(fromScale('logit', position, low, high) + value);
      steps.push(reached - position);
      position = reached;
    }
    let [moved, sum, next] = [0, 0, 0];
    return years.map((moves) => {
      const step = moves ? steps[next++] : 0;
      moved += Math.abs(step);
      sum += step;
      return moved === 0 ? base : fromScale('logit', start + sum, low, high);
    });
  },
  flow: (course, years, value) => years.map((moves) => (moves ? value : 0)),
  total(course, years, value) {
    let level = 0;
    return years.map((moves) => (level += moves ? value : 0));
  },
  hold: (course, years) => years.map(() => course.base),
};

/** The path of an indicator, base year first, when its growth is `value`: late start, events, shares and wholes as in the scenario. */
function pathOf(course, value) {
  const years = Array.from({ length: course.n_years }, (_, year) => year >= course.delay);
  const first = course.law === 'total' ? 0 : course.base;
  let levels = [first, ...LAWS[course.law](course, years, value)];
  if (course.factor) levels = levels.map((level, t) => shifted(course, level, t));
  if (course.rest) levels = levels.map((level, t) => shareOf(level, level + course.rest[t], course.sharing) * course.room);
  const { limit } = course;
  return limit ? levels.map((level, t) => (level === null ? null : Math.min(level, limit[t]))) : levels;
}

/** Part of one among shares that give way together: evenly where all of them are nothing. */
function shareOf(level, whole, sharing) {
  return whole > 0 ? level / whole : 1 / sharing;
}

function shifted(course, level, t) {
  return level === null ? null : within(level * course.factor[t] + course.points[t], course.low, course.high);
}

/** A level of the band around `from`, carried along on the law's scale when the path itself is at `to`. */
function carried(course, level, from, to) {
  if (level === null || from === null || to === null || from === to) return level;
  const { low, high, margin } = course;
  if (course.law === 'compound') return level * (to / from);
  if (course.law !== 'logit') return within(level + to - from, low, high);
  const place = (each) => toScale('logit', within(each, low + margin, high - margin), low, high);
  return fromScale('logit', place(level) + place(to) - place(from), low, high);
}

/** How a path stands against a target: the level in its year, what is missing, and whether it is reached. */
function standing(target, law, levels) {
  const seen = law === 'flow' ? levels.slice(1, target.at + 1) : [levels[target.at]];
  const verdicts = seen.map((level) => attained(target, level));
  const order = ['missed', 'borderline', 'attained'];
  const reached = order.find((verdict) => verdicts.includes(verdict));
  let gap = Math.max(...seen.map((level) => missing(target, level)));
  const close = Math.abs(gap) <= TOLERANCE * Math.abs(target.goal || levels[0] || 0);
  if (close || (reached === 'attained' && gap > 0)) gap = 0;
  return { projected: levels[target.at], gap, reached };
}

function missing({ low, high, better }, level) {
  if (better === 'none' && low !== null && high !== null) return Math.max(low - level, level - high, 0);
  return better === 'lower' || low === null ? level - (high ?? low) : low - level;
}

function attained(target, level) {
  const { low, high, better, comparator, slack } = target;
  const ends = low !== null && high !== null;
  const goal = !ends ? low ?? high : better === 'higher' ? low : better === 'lower' ? high : within(level, low, high);
  const tolerance = TOLERANCE * Math.max(Math.abs(goal), Math.abs(level), 1e-300);
  if ((comparator === '>' || comparator === '<') && Math.abs(level - goal) <= tolerance) return 'borderline';
  const downward = better === 'lower' || low === null;
  const off = better === 'none' && ends ? Math.abs(level - goal) : downward ? level - goal : goal - level;
  return off <= tolerance + slack ? 'attained' : 'missed';
}

/** Digits and power of ten of a number, rounded half-up to so many significant digits from its exact decimal value. */
function significant(value, figures) {
  const [mantissa, power] = Math.abs(value).toExponential(60).split('e');
  return cut(mantissa.replace('.', ''), Number(power), figures);
}

function cut(digits, power, figures) {
  if (figures < 0) return { digits: '0', power: 0 };
  const kept = digits.slice(0, figures);
  if (Number(digits[figures] ?? 0) < 5) return { digits: kept || '0', power };
  const up = String(BigInt(kept || '0') + 1n).padStart(kept.length, '0');
  return { digits: up, power: power + up.length - kept.length };
}

/** Value in the marks of a language; `places` decimals, rounded half-up after 12 digits, or as many as 12 digits need. */
function numberText(value, marks, places = null) {
  let { digits, power } = significant(value, SIGNIFICANT);
  if (places !== null && digits.length > power + 1 + places) ({ digits, power } = cut(digits, power, power + 1 + places));
  const padded = power < 0 ? '0'.repeat(-power) + digits : digits.padEnd(power + 1, '0');
  const whole = padded.slice(0, Math.max(power, 0) + 1).replace(/^0+(?=\d)/, '') || '0';
  let fraction = padded.slice(Math.max(power, 0) + 1);
  fraction = places === null ? fraction.replace(/0+$/, '') : fraction.padEnd(places, '0').slice(0, places);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, marks[0]);
  const minus = value < 0 && /[1-9]/.test(whole + fraction) ? '-' : '';
  return minus + grouped + (fraction ? marks[1] + fraction : '');
}

/** Decimal places of a computed level: none for large values, more for small ones and percentages. */
function levelPlaces(value, percent) {
  if (value === null || Math.abs(value) >= 1000) return 0;
  return tellingPlaces(value, percent || Math.abs(value) < 100 ? 2 : 1);
}

/** Decimal places with which a value is not shown as zero, at least `places`; what is below a millionth is noise. */
function tellingPlaces(value, places) {
  const size = Math.abs(value);
  if (size < 1e-6 || Number(numberText(size, ['', '.'], places)) !== 0) return places;
  return -Number(size.toExponential().split('e')[1]);
}

/** A number with its unit; a percent sign stands right behind it. */
function amountText(number, unit) {
  return `${number}${/^[%‰]/.test(unit) ? '' : ' '}${unit}`.trim();
}
