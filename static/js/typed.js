/* Words that were typed are kept on the device until they are sent.

   A session that ends, a browser that is closed, a connection that is lost: the form is filled again when its
   page opens. Kept by person and page; dropped when the form was taken, on "Đăng xuất", and after seven days.
   Forms with data-not-kept, passwords and files are left out. */
(() => {
  "use strict";

  const DAYS = 7;
  const MOST_LETTERS = 200000;
  const person = document.body.dataset.person || "";
  const prefix = "typed:";
  const NOT_TYPED = ["file", "password", "submit", "button", "image", "reset"];

  let store;
  try {
    store = window.localStorage;
    store.getItem(prefix);
  } catch {
    return; // a browser that forbids it keeps nothing
  }

  const keys = () => Object.keys(store).filter((key) => key.startsWith(prefix));
  const read = (key) => {
    try { return JSON.parse(store.getItem(key)); } catch { return null; }
  };

  keys().forEach((key) => {
    const kept = read(key);
    if (!kept || Date.now() - kept.at > DAYS * 86400000) store.removeItem(key);
  });
  if (!person) return; // before sign-in nothing is shown and nothing is kept

  const forms = [...document.querySelectorAll('form[method="post"]:not([data-not-kept])')];
  const addressOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const keyOf = (form) => `${prefix}${person}:${location.pathname}:${addressOf(form)}`;
  const fieldsOf = (form) => [...form.elements].filter((field) =>
    field.name && field.name !== "csrfmiddlewaretoken" && !NOT_TYPED.includes(field.type) && field.tagName !== "FIELDSET");

  const valuesOf = (form) => {
    const values = {};
    fieldsOf(form).forEach((field) => {
      if (field.type === "checkbox" || field.type === "radio") {
        values[field.name] = values[field.name] || [];
        if (field.checked) values[field.name].push(field.value);
      } else if (field.tagName === "SELECT") {
        values[field.name] = [...field.selectedOptions].map((option) => option.value);
      } else {
        values[field.name] = [...(values[field.name] || []), field.value];
      }
    });
    return values;
  };

  const fill = (form, values) => {
    const seen = {};
    fieldsOf(form).forEach((field) => {
      const kept = values[field.name];
      if (!kept) return;
      if (field.type === "checkbox" || field.type === "radio") field.checked = kept.includes(field.value);
      else if (field.tagName === "SELECT") [...field.options].forEach((option) => { option.selected = kept.includes(option.value); });
      else {
        const place = seen[field.name] || 0;
        seen[field.name] = place + 1;
        if (kept[place] !== undefined) field.value = kept[place];
      }
    });
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const notice = (form, hadFiles) => {
    const box = document.createElement("div");
    box.className = "notice tone-amber no-print";
    box.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = "Nội dung đồng chí nhập lần trước chưa gửi vẫn được giữ, đã điền lại vào biểu mẫu."
      + (hadFiles ? " Tệp đính kèm cần chọn lại." : "");
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn btn-small";
    drop.textContent = "Bỏ nội dung này";
    drop.addEventListener("click", () => { store.removeItem(keyOf(form)); location.reload(); });
    box.append(words, drop);
    form.prepend(box);
  };

  /* The server says by a cookie which form it took. */
  const taken = document.cookie.split("; ").find((one) => one.startsWith("taken="));
  if (taken) {
    const address = decodeURIComponent(taken.slice("taken=".length));
    keys().filter((key) => key.startsWith(`${prefix}${person}:`) && key.endsWith(`:${address}`)).forEach((key) => store.removeItem(key));
    document.cookie = "taken=; Max-Age=0; path=/; SameSite=Lax";
  }

  /* A page that answers a form shows what was typed by itself, with the version it must be sent with. */
  const answersForm = document.body.hasAttribute("data-answers-form");
  forms.forEach((form) => {
    const kept = answersForm ? null : read(keyOf(form));
    if (!kept || form.hasAttribute("data-refilled")) return;
    const now = valuesOf(form);
    const differs = Object.keys(kept.values).some((name) =>
      name in now && JSON.stringify(kept.values[name]) !== JSON.stringify(now[name]));
    if (!differs) return;
    fill(form, kept.values);
    notice(form, kept.files);
  });

  let waiting = 0;
  const hasWords = (form) => fieldsOf(form).some((field) =>
    (field.tagName === "TEXTAREA" || field.tagName === "INPUT") && !["checkbox", "radio", "hidden"].includes(field.type)
    && field.value !== field.defaultValue && field.value.trim());
  const keep = (form) => {
    if (!hasWords(form) && !form.hasAttribute("data-refilled")) return;
    const values = valuesOf(form);
    const files = [...form.elements].some((field) => field.type === "file" && field.files && field.files.length);
    const text = JSON.stringify({ at: Date.now(), values, files });
    if (text.length > MOST_LETTERS) return;
    try { store.setItem(keyOf(form), text); } catch { /* the device is full: the page goes on without */ }
  };
  const later = (event) => {
    const form = event.target.form;
    if (!form || !forms.includes(form) || !event.isTrusted) return;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => keep(form), 250);
  };
  document.addEventListener("input", later);
  document.addEventListener("change", later);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("data-sign-out")) {
      keys().filter((key) => key.startsWith(`${prefix}${person}:`)).forEach((key) => store.removeItem(key));
    } else if (forms.includes(form)) {
      keep(form); // the last letters before the button
    }
  });
})();
