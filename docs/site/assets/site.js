// Search, choice of language, copying. Every page can be read without this script.
(() => {
  "use strict";

  // The menu is closed on a telephone and open beside the text.
  const menu = document.querySelector(".menu");
  const isWide = matchMedia("(min-width: 60rem)");
  const fold = () => { menu.open = isWide.matches; };
  isWide.addEventListener("change", fold);
  fold();
  menu.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });

  // A language that was chosen once is chosen in every sample.
  const key = "riscossione-language";
  const choose = (language) => {
    for (const choice of document.querySelectorAll(".choices input")) {
      if (choice.value === language) choice.checked = true;
    }
  };
  try {
    choose(localStorage.getItem(key));
  } catch {
    // The browser keeps nothing: curl is shown first.
  }
  document.addEventListener("change", ({ target }) => {
    if (!target.closest?.(".choices")) return;
    const top = target.getBoundingClientRect().top;
    choose(target.value);
    scrollBy(0, target.getBoundingClientRect().top - top);
    try {
      localStorage.setItem(key, target.value);
    } catch {
      // As above.
    }
  });

  // Copying needs a page from https or from this machine.
  if (navigator.clipboard) {
    for (const code of document.querySelectorAll("pre[data-language] > code")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copia";
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(`${code.textContent}\n`);
        button.textContent = "Copiato";
        setTimeout(() => { button.textContent = "Copia"; }, 2000);
      });
      code.before(button);
    }
  }

  // The search: every word must begin a word of a part; words in titles count more.
  const form = document.querySelector("form[role=search]");
  const [query, panel] = [form.querySelector("input"), form.querySelector(".results")];
  const [status, list] = [panel.querySelector("p"), panel.querySelector("ul")];
  const maxResults = 20;
  const simple = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  let parts;
  form.hidden = false;

  let loading;
  const load = () => loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "search-index.js";
    script.onload = () => {
      parts = window.searchIndex.map(([address, page, title, text]) => ({
        address, page, title, text, words: simple(` ${page} ${title} ${text}`), head: simple(` ${title}`), name: simple(` ${page}`),
      }));
      resolve();
    };
    script.onerror = reject;
    document.head.append(script);
  });

  const rank = (part, words) => {
    let sum = 0;
    for (const word of words) {
      if (!word.test(part.words)) return 0;
      sum += word.test(part.head) ? 4 : word.test(part.name) ? 2 : 1;
    }
    return sum + (words.length > 0 && part.title === part.page ? 0.5 : 0);
  };

  const search = async () => {
    await load();
    const asked = simple(query.value).split(/[^a-z0-9]+/).filter((word) => word.length > 0);
    const words = asked.map((word) => new RegExp(`(^|[^a-z0-9])${word}`));
    const found = words.length === 0 ? [] : parts
      .map((part) => [rank(part, words), part])
      .filter(([score]) => score > 0)
      .sort(([one], [other]) => other - one)
      .map(([, part]) => part);
    panel.hidden = words.length === 0;
    status.textContent = found.length === 0 ? "Nessun risultato."
      : found.length === 1 ? "Un risultato."
      : found.length > maxResults ? `I primi ${maxResults} di ${found.length} risultati.`
      : `${found.length} risultati.`;
    list.replaceChildren(...found.slice(0, maxResults).map((part) => row(part, words)));
  };

  const row = (part, words) => {
    const [item, link, title, text] = ["li", "a", "strong", "span"].map((name) => document.createElement(name));
    link.href = part.address;
    title.textContent = part.title === part.page ? part.title : `${part.page} › ${part.title}`;
    const at = Math.max(0, simple(part.text).search(words[0]) - 40);
    text.textContent = (at > 0 ? "…" : "") + part.text.slice(at, at + 150) + (part.text.length > at + 150 ? "…" : "");
    link.append(title, text);
    item.append(link);
    return item;
  };

  query.addEventListener("focus", load, { once: true });
  query.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  form.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      panel.hidden = true;
      query.focus();
    } else if (event.key === "ArrowDown" && at + 1 < links.length) {
      event.preventDefault();
      links[at + 1].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (links[at - 1] ?? query).focus();
    }
  });
  list.addEventListener("click", () => { panel.hidden = true; });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(input|textarea|select)$/i.test(event.target.tagName)) {
      event.preventDefault();
      query.focus();
    }
  });
  document.addEventListener("click", ({ target }) => {
    if (!form.contains(target)) panel.hidden = true;
  });
})();
