// Draws the table anew whenever its data change; every text is set as text.

export default drawing((data, parentElement, send) => {
  const opened = (to) => send("opened", to);
  const prove = (made, which) => {
    comeBack(made);
    send("proved", which);
  };

  const filled = (box, cell, row, column) => {
    const host = cell.to ? link(cell.href, opened, cell.to) : box;
    if (cell.to) box.append(host);
    const prose = cell.parts.reduce((length, each) => length + each.text.length, 0) > 60;
    if (prose) box.classList.add("prose");
    cell.parts.forEach((each, part) => {
      if (part) host.append(each.text.length > 1 ? " " : "\u00a0");
      const made = each.proved ? node("button", "", { type: "button", title: data.prove }) : node("span");
      if (each.sign) host.append(node("b", each.sign, { class: each.light }), "\u00a0");
      const long = !prose && each.text.length > 18;
      if (long) made.className = "long";
      made.append(long ? each.text.replace(/^([<>≤≥≈]) | – /g, (found) => found.replaceAll(" ", "\u00a0")) : each.text);
      if (each.proved) made.onclick = () => prove(made, { row, column, part });
      host.append(made);
    });
    return box;
  };

  const kind = (column) => (column === data.named ? "name" : column >= data.numbers ? "number" : "");
  const head = node("tr");
  data.heads.forEach((text, column) => head.append(node("th", text, { scope: "col", class: kind(column) })));
  const top = node("thead");
  top.append(head);
  const body = node("tbody");
  data.rows.forEach((cells, row) => {
    const line = node("tr");
    cells.forEach((cell, column) => {
      const box = column === data.named ? node("th", "", { scope: "row" }) : node("td");
      box.className = kind(column);
      line.append(filled(box, cell, row, column));
    });
    body.append(line);
  });

  const table = node("table", "", { class: data.dense ? "dense" : "" });
  table.append(node("caption", data.title), top, body);
  const scroll = node("div", "", { class: "scroll", role: "region", "aria-label": data.title, "data-hint": data.hint });
  scroll.append(table);
  const before = parentElement.querySelector(".scroll");
  const left = before?.scrollLeft ?? 0;
  before?.remove();
  parentElement.append(scroll);
  stops(scroll);
  scroll.scrollLeft = left;
});
