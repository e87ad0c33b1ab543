// Draws the table anew whenever its data change; every text is set as text.

export default function ({ data, parentElement, setTriggerValue }) {
  const opened = (to) => setTriggerValue("opened", to);

  const filled = (box, cell, row, column) => {
    const host = cell.to ? link(cell.href, opened, cell.to) : box;
    if (cell.to) box.append(host);
    cell.parts.forEach((each, part) => {
      if (part) host.append(each.text.length > 1 ? " " : "\u00a0");
      const made = each.proved ? node("button", "", { type: "button", title: data.prove }) : node("span");
      if (each.sign) host.append(node("b", each.sign, { class: each.light }), "\u00a0");
      const long = each.text.length > 18;
      if (long) made.className = "long";
      made.append(long ? each.text.replace(/^([<>≤≥≈]) | – /g, (found) => found.replaceAll(" ", "\u00a0")) : each.text);
      if (each.proved) made.onclick = () => setTriggerValue("proved", { row, column, part });
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

  const table = node("table");
  table.append(node("caption", data.title), top, body);
  let scroll = parentElement.querySelector(".scroll");
  if (!scroll) parentElement.append((scroll = node("div", "", { class: "scroll", tabindex: "0", role: "region" })));
  scroll.setAttribute("aria-label", data.title);
  scroll.replaceChildren(table);
}
