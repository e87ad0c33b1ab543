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
