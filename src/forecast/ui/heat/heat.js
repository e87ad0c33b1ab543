// Draws the map anew whenever its data change; every text is set as text.

export default drawing((data, parentElement, send) => {
  const opened = (choice) => send("opened", choice);

  const head = node("tr");
  head.append(node("th", data.corner, { scope: "col" }));
  for (const column of data.columns) {
    const cell = node("th", "", { scope: "col" });
    if (column.shown) cell.className = "shown";
    const made = link(column.href, opened, { scenario: column.scenario });
    if (column.shown) made.setAttribute("aria-current", "true");
    made.append(node("span", column.name, { title: column.name }), node("small", column.count));
    cell.append(made);
    head.append(cell);
  }

  const body = node("tbody");
  for (const row of data.rows) {
    const line = node("tr");
    line.append(node("th", row.name, { scope: "row", title: row.name }));
    row.cells.forEach((cell, place) => {
      const column = data.columns[place];
      const box = node("td", "", { class: `${cell.light}${column.shown ? " shown" : ""}` });
      const made = link(cell.href, opened, { scenario: column.scenario, indicator: cell.indicator });
      made.setAttribute("title", cell.hint);
      made.append(node("b", cell.sign), ` ${cell.word}`);
      if (cell.mark) made.append(node("i", ` ${cell.mark}`));
      box.append(made);
      line.append(box);
    });
    body.append(line);
  }

  const table = node("table");
  const top = node("thead");
  top.append(head);
  table.append(node("caption", data.caption), top, body);
  const scroll = node("div", "", { class: "scroll", role: "region", "aria-label": data.caption, "data-hint": data.hint });
  scroll.append(table);
  const legend = node("p", "", { class: "legend" });
  for (const each of data.legend) {
    const item = node("span");
    item.append(node("b", each.sign, each.light ? { class: each.light } : {}), ` ${each.word}`);
    legend.append(item);
  }

  let root = parentElement.querySelector(".heat");
  const left = root?.querySelector(".scroll")?.scrollLeft ?? 0;
  if (!root) parentElement.append((root = node("div", "", { class: "heat" })));
  root.replaceChildren(scroll, legend);
  stops(scroll);
  scroll.scrollLeft = left;
});
