// The board of all sliders of a page: one message for all that was moved.

const seen = new WeakMap();

class Board {
  constructor(host) {
    this.host = host;
    this.cards = new Map();
    this.moves = {};
    this.legend = make(host, 'ul', 'legend marks');
    this.list = make(host, 'div', 'board');
    this.watch = new ResizeObserver(() => this.resized());
    this.watch.observe(this.list);
  }

  take({ data, setStateValue, setTriggerValue }) {
    this.send = setStateValue;
    this.trigger = setTriggerValue;
    this.data = data;
    this.phone = this.list.clientWidth < 560;
    this.list.className = `board ${data.size}`;
    this.list.lang = data.lang;
    this.shade();
    const wanted = new Set(data.items.map((item) => item.id));
    for (const [id, card] of this.cards) if (!wanted.has(id)) (card.root.remove(), this.cards.delete(id));
    for (const item of data.items) this.card(item);
    this.order(data.items.map((item) => this.cards.get(item.id).root));
    this.legend.replaceChildren();
    if (data.size !== 'large') for (const { sign, kind, text } of data.signs) {
      const entry = make(this.legend, 'li');
      make(entry, 'span', `sign ${kind}`, sign, { 'aria-hidden': 'true' });
      make(entry, 'span', '', text);
    }
  }

  card(item) {
    const known = this.cards.get(item.id);
    if (known && known.item.rev !== item.rev) delete this.moves[item.id];
    if (known) known.take(item);
    else this.cards.set(item.id, new Card(this, this.list, item));
  }

  /** Cards in the order of the data; nothing is moved where they are, for a card in hand would be dropped. */
  order(roots) {
    if (roots.some((root, at) => this.list.children[at] !== root)) this.list.append(...roots);
  }

  /** Light or dark, from the colour of the page itself. */
  shade() {
    const [red, green, blue] = getComputedStyle(this.list).getPropertyValue('--st-background-color').match(/[0-9a-f]{2}/gi) ?? ['ff', 'ff', 'ff'];
    const light = 0.3 * parseInt(red, 16) + 0.59 * parseInt(green, 16) + 0.11 * parseInt(blue, 16);
    this.list.classList.toggle('dark', light < 128);
    this.legend.classList.toggle('dark', light < 128);
  }

  resized() {
    const width = this.list.clientWidth;
    if (!this.data || width === this.width || width === 0) return;
    this.width = width;
    this.phone = width < 560;
    for (const card of this.cards.values()) (card.build(), card.show());
  }

  commit(item, value) {
    this.moves = { ...this.moves, [item.id]: { value, rev: item.rev } };
    this.send('moves', this.moves);
  }

  type(id, text) {
    this.trigger('typed', { id, text });
  }

  prove(id, what) {
    this.trigger('prove', { id, what });
  }
}

export default function (component) {
  const { parentElement } = component;
  let board = seen.get(parentElement);
  if (!board) {
    const host = document.createElement('div');
    parentElement.append(host);
    seen.set(parentElement, (board = new Board(host)));
  }
  board.take(component);
  return () => {
    board.watch.disconnect();
    board.host.remove();
    seen.delete(parentElement);
  };
}
