/* What the pages gain when scripts run. Every page works without this file, but for the grids of the
   Office. Behaviour hangs on data attributes:
     data-copy-table="#id" | ""   copies that table, or the nearest one, for Excel and Word
     data-copy-from="address"     where the whole list stands, if the page shows a part of it
     data-print                   opens the print dialog
     data-print-at-once           a print button of a page that was opened to be printed
     data-select-all="name"       ticks every checkbox of that name in the same form or table
     data-count-selected="name"   shows how many of them are ticked (its text is replaced)
     data-autosubmit              a select that sends its form when changed
     data-confirm="sentence"      asks before a form is sent (data-confirm-label names the button)
     data-once                    a form that is sent at most once
     data-chart="id"              a canvas; the element `id` holds the JSON of the chart (chart.js)
     data-file-names              says which files were chosen in the field before it
     data-needs-script            hidden until scripts run (buttons that are nothing without them)
     data-copy-text="#id"         copies the words of an element
     data-clear-selection="name"  unticks every checkbox of that name
     data-show-when="field=value" shown only while the field of the form has that value */
(() => {
  "use strict";

  const tell = (sentence) => {
    const box = document.getElementById("told");
    if (!box) return;
    box.textContent = "";
    window.setTimeout(() => { box.textContent = sentence; }, 50);
  };

  /* --- Copying a table ----------------------------------------------------------------------- */

  const cellText = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll("svg, .no-copy, .told, button, input[type=hidden]").forEach((node) => node.remove());
    copy.querySelectorAll("select").forEach((node, i) => {
      const original = cell.querySelectorAll("select")[i];
      node.replaceWith(original.selectedOptions[0] ? original.selectedOptions[0].text : "");
    });
    copy.querySelectorAll("input, textarea").forEach((node) => node.replaceWith(node.value));
    copy.querySelectorAll("br, .under").forEach((node) => node.prepend(" "));
    return copy.textContent.replace(/[\s\u00a0]+/g, " ").trim();
  };

  const escapeHtml = (text) =>
    text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

  /* Excel would run a cell that begins with one of these as a formula, or read a number of a document
     as a date; the text format keeps what is on screen. */
  const plainNumber = (text) => /^[−-]?\d{1,3}(\.\d{3})*(,\d+)?$|^[−-]?\d+(,\d+)?$/.test(text);

  const tableAs = (table) => {
    const isDrawn = table.ownerDocument === document; // a fetched table has no boxes to look at
    const rows = [...table.rows].filter((row) => !isDrawn || row.getClientRects().length || row.closest("thead"));
    const lines = [];
    const html = [];
    rows.forEach((row) => {
      const cells = [...row.cells].filter((cell) => !cell.matches(".acts, .select-cell"));
      const texts = cells.map(cellText);
      lines.push(texts.map((text) => text.replace(/\t/g, " ")).flatMap((text, i) => [text, ...Array(cells[i].colSpan - 1).fill("")]).join("\t"));
      html.push("<tr>" + cells.map((cell, i) => {
        const tag = cell.tagName.toLowerCase();
        const span = (cell.colSpan > 1 ? ` colspan="${cell.colSpan}"` : "") + (cell.rowSpan > 1 ? ` rowspan="${cell.rowSpan}"` : "");
        const format = plainNumber(texts[i]) ? "" : ' style="mso-number-format:\'\\@\'"';
        return `<${tag}${span}${format}>${escapeHtml(texts[i])}</${tag}>`;
      }).join("") + "</tr>");
    });
    return { text: lines.join("\n"), html: `<table border="1">${html.join("")}</table>` };
  };

  /* The same table with every row of the filter; what the page shows may be one page of it. */
  const wholeTable = async (button) => {
    try {
      const answer = await fetch(button.dataset.copyFrom, { credentials: "same-origin" });
      if (!answer.ok) return null;
      return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(button.dataset.copyTable);
    } catch {
      return null;
    }
  };

  const copyTable = async (button) => {
    const table = button.dataset.copyTable
      ? document.querySelector(button.dataset.copyTable)
      : (button.closest(".panel") || document.getElementById("main")).querySelector("table");
    if (!table) return;
    const whole = button.dataset.copyFrom ? await wholeTable(button) : table;
    if (!whole) { tell("Không lấy được đủ danh sách; hãy tải tệp .xlsx."); return; }
    const { text, html } = tableAs(whole);
    const byEvent = () => {
      const put = (event) => {
        event.clipboardData.setData("text/plain", text);
        event.clipboardData.setData("text/html", html);
        event.preventDefault();
      };
      document.addEventListener("copy", put, { once: true });
      return document.execCommand("copy");
    };
    let done = false;
    try {
      await navigator.clipboard.write([new ClipboardItem({
        "text/plain": new Blob([text], { type: "text/plain" }),
        "text/html": new Blob([html], { type: "text/html" }),
      })]);
      done = true;
    } catch {
      done = byEvent(); // an http address inside the agency has no clipboard interface
    }
    const words = button.querySelector("[data-label]") || button;
    const before = words.textContent;
    words.textContent = done ? "Đã sao chép" : "Không sao chép được";
    tell(done ? `Đã sao chép bảng ${whole.tBodies[0] ? whole.tBodies[0].rows.length : whole.rows.length} dòng.` : "Trình duyệt không cho sao chép; hãy tải tệp .xlsx.");
    window.setTimeout(() => { words.textContent = before; }, 2500);
  };

  /* --- Asking before an act ------------------------------------------------------------------ */

  const ask = (form, submitter, sentence, label) => {
    const dialog = document.createElement("dialog");
    dialog.className = "ask";
    dialog.setAttribute("aria-labelledby", "ask-sentence");
    const words = document.createElement("p");
    words.id = "ask-sentence";
    words.textContent = sentence;
    const buttons = document.createElement("div");
    buttons.className = "buttons";
    const no = document.createElement("button");
    no.type = "button";
    no.className = "btn";
    no.textContent = "Không";
    const yes = document.createElement("button");
    yes.type = "button";
    yes.className = "btn btn-primary";
    yes.textContent = label;
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => {
      form.dataset.confirmed = "yes";
      dialog.close();
      form.requestSubmit(submitter || undefined);
    });
    dialog.addEventListener("close", () => { dialog.remove(); if (submitter) submitter.focus(); });
    buttons.append(no, yes);
    dialog.append(words, buttons);
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const source = event.submitter && event.submitter.dataset.confirm ? event.submitter : form;
    if (source.dataset.confirm && form.dataset.confirmed !== "yes") {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form, event.submitter, source.dataset.confirm, source.dataset.confirmLabel || (event.submitter && event.submitter.textContent.trim()) || "Đồng ý");
      return;
    }
    delete form.dataset.confirmed;
    if (form.hasAttribute("data-once")) {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "yes";
    }
  }, true);

  // A page taken from the history must be able to send its form again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  /* --- Ticking many -------------------------------------------------------------------------- */

  const boxesOf = (element, name) => {
    const scope = element.closest("form, table, .panel") || document;
    return [...scope.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]`)].filter((box) => !box.disabled);
  };

  const showSelection = () => {
    document.querySelectorAll("[data-select-all]").forEach((all) => {
      const boxes = boxesOf(all, all.dataset.selectAll);
      const ticked = boxes.filter((box) => box.checked).length;
      all.checked = boxes.length > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    });
    document.querySelectorAll("[data-count-selected]").forEach((place) => {
      place.textContent = String(boxesOf(place, place.dataset.countSelected).filter((box) => box.checked).length);
    });
    document.querySelectorAll("table.edit-grid tr").forEach((row) => {
      const box = row.querySelector(".select-cell input[type=checkbox]");
      if (box && !row.closest("thead")) row.classList.toggle("sel", box.checked);
    });
  };

  /* --- Showing what belongs to a choice ------------------------------------------------------ */

  const showChoices = () => {
    document.querySelectorAll("[data-show-when]").forEach((part) => {
      const [name, wanted] = part.dataset.showWhen.split("=");
      const form = part.closest("form");
      if (!form) return;
      const chosen = new FormData(form).getAll(name).map(String);
      part.hidden = !wanted.split("|").some((value) => chosen.includes(value));
    });
  };

  document.addEventListener("change", (event) => {
    const target = event.target;
    if (target.matches("[data-select-all]")) {
      boxesOf(target, target.dataset.selectAll).forEach((box) => { box.checked = target.checked; });
    }
    if (target.matches("input[type=checkbox]")) showSelection();
    if (target.matches(".file-field input")) {
      const names = [...target.files].map((file) => file.name).join(", ");
      target.parentElement.querySelector("[data-file-names]").textContent = names || "Chưa chọn tệp nào";
    }
    if (target.form) showChoices();
    if (target.matches("[data-autosubmit]") && target.form) target.form.requestSubmit();
  });

  document.addEventListener("click", (event) => {
    const copy = event.target.closest("[data-copy-table]");
    if (copy) { event.preventDefault(); copyTable(copy); return; }
    if (event.target.closest("[data-print]")) { event.preventDefault(); window.print(); return; }
    const clear = event.target.closest("[data-clear-selection]");
    if (clear) {
      event.preventDefault();
      boxesOf(clear, clear.dataset.clearSelection).forEach((box) => { box.checked = false; });
      showSelection();
      return;
    }
    const copyText = event.target.closest("[data-copy-text]");
    if (copyText) {
      event.preventDefault();
      const source = document.querySelector(copyText.dataset.copyText);
      if (!source) return;
      const done = () => tell("Đã sao chép lời văn.");
      const bySelection = () => {
        if (source.select) source.select(); else window.getSelection().selectAllChildren(source);
        if (document.execCommand("copy")) done();
      };
      if (navigator.clipboard) navigator.clipboard.writeText(source.value ?? source.textContent).then(done, bySelection);
      else bySelection();
      return;
    }
    // An open menu or sheet closes when something else is pressed.
    document.querySelectorAll("details.menu[open], .tabbar details[open], .side-foot details[open]").forEach((open) => {
      if (!open.contains(event.target)) open.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = event.target.closest && event.target.closest("details.menu[open], .tabbar details[open], .side-foot details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  /* --- After a page or a part arrived -------------------------------------------------------- */

  /* A native picker beside each typed day: the calendar of the phone, for whoever does not like to type. */
  const offerPickers = () => {
    document.querySelectorAll("input.dateinput").forEach((field) => {
      if (field.dataset.picker || field.closest(".edit-grid") || field.disabled || field.readOnly) return;
      field.dataset.picker = "yes";
      const picker = document.createElement("input");
      picker.type = "date";
      picker.className = "date-picker";
      picker.tabIndex = -1;
      picker.setAttribute("aria-hidden", "true"); // who reads by voice types the day
      const both = document.createElement("span");
      both.className = "with-picker";
      field.before(both);
      both.append(field, picker);
      const toPicker = () => {
        const typed = field.value.match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/);
        picker.value = typed ? `${typed[3]}-${typed[2].padStart(2, "0")}-${typed[1].padStart(2, "0")}` : "";
      };
      picker.addEventListener("focus", toPicker);
      picker.addEventListener("pointerdown", toPicker);
      picker.addEventListener("change", () => {
        if (!picker.value) return;
        const [year, month, day] = picker.value.split("-");
        field.value = `${day}/${month}/${year}`;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      });
    });
  };

  const arrange = () => {
    offerPickers();
    showSelection();
    showChoices();
    document.querySelectorAll("[data-needs-script]").forEach((part) => { part.hidden = false; });
  };

  const focusFirstError = (root) => {
    const summary = root.querySelector(".error-summary");
    if (summary) summary.focus();
  };

  document.addEventListener("DOMContentLoaded", () => {
    arrange();
    focusFirstError(document);
    if (document.querySelector("[data-print-at-once]")) window.setTimeout(() => window.print(), 300);
  });
  document.addEventListener("htmx:afterSettle", (event) => { arrange(); focusFirstError(event.target); });
  document.addEventListener("htmx:sendError", () => tell("Mất kết nối. Những gì đã nhập vẫn còn; hãy thử lại."));
  document.addEventListener("htmx:responseError", (event) => {
    tell(event.detail.xhr.status === 403 ? "Đồng chí không có quyền làm việc này, hoặc phiên đã hết; hãy tải lại trang." : "Máy chủ chưa làm được việc này; hãy thử lại.");
  });
})();
