// A dialog of the page: opened, filled in, submitted; what is wrong is told beside its field, what was typed stays.

const makeDialogs = ({ element, fragment, post, words, fill, counted }) => {
  const two = (number) => String(number).padStart(2, "0");
  const local = (moment) =>
    `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
  const zoned = (moment) => {
    const east = -moment.getTimezoneOffset(), size = Math.abs(east);
    return `${local(moment)}:00${east < 0 ? "-" : "+"}${two(Math.trunc(size / 60))}:${two(size % 60)}`;
  };
  const controlsOf = (field) => [...field.querySelectorAll("input, select, textarea")];
  const answersOf = (field) => {
    const controls = controlsOf(field), kind = field.dataset.kind, text = controls[0].value;
    if (kind === "file") return [...controls[0].files].map((file) => file.name);
    if (kind === "boxes") return controls.filter((box) => box.checked).map((box) => box.value);
    if (kind === "words") return text.split(/[\s,]+/).filter(Boolean);
    if (kind === "time") return text ? [zoned(new Date(text))] : [];
    return text.trim() ? [text] : [];
  };
  const isFile = (field) => field.dataset.kind === "file";
  const base64Of = (file) => new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => reject(new Error(words.unread)));
    reader.readAsDataURL(file);
  });
  const filesOf = async (fields) => {
    const chosen = fields.filter((field) => isFile(field) && controlsOf(field)[0].files.length);
    const read = chosen.map(async (field) => [field.dataset.field, await base64Of(controlsOf(field)[0].files[0])]);
    return Object.fromEntries(await Promise.all(read));
  };
  const missing = (field) => {
    const control = controlsOf(field)[0], most = Number(control.dataset.most);
    if (isFile(field) && control.files[0]?.size > most)
      return fill(words.too_large, { size: Math.round(control.files[0].size / 1024), most: most / 1024 });
    if (controlsOf(field).some((control) => control.validity.badInput)) return words.no_time;
    return "required" in field.dataset && !answersOf(field).length ? words.needed : "";
  };
  const suggest = (input) => {
    let waiting = 0, asking = null;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      asking?.abort();
      waiting = setTimeout(async () => {
        const mine = asking = new AbortController();
        try {
          const told = await post("/suggest", { suggests: input.dataset.suggests, typed: input.value }, mine.signal);
          if (mine.signal.aborted) return;
          input.list.replaceChildren(...told.suggestions.map((one) => element("option", { value: one.value }, one.label)));
        } catch { /* typed without completion */ }
      }, 60);
    });
  };

  // ``answered`` gets the HTML of the answer, ``closed`` is called when it was closed without one
  return (html, { answered, closed }) => {
    const dialog = fragment(html).firstElementChild, form = dialog.querySelector("form");
    const fields = [...dialog.querySelectorAll("[data-field]")], problem = dialog.querySelector(".problem");
    const save = dialog.querySelector("[type=submit]");
    let saving = false, done = false;

    const tell = (why) => {
      let first = null, count = 0;
      const elsewhere = { ...why };
      for (const field of fields) {
        const sentence = why[field.dataset.field] || "", place = field.querySelector(".wrong");
        delete elsewhere[field.dataset.field];
        place.textContent = sentence;
        place.hidden = !sentence;
        for (const control of controlsOf(field))
          if (sentence) control.setAttribute("aria-invalid", "true"); else control.removeAttribute("aria-invalid");
        if (!sentence) continue;
        count += 1;
        first ||= controlsOf(field)[0];
      }
      const inAll = count ? [counted(words.wrong, count)] : [];
      problem.textContent = [...inAll, ...Object.values(elsewhere)].join(" ");
      first?.focus();
      first?.closest(".field").scrollIntoView({ block: "nearest" }); // with the sentence below it
    };
    const submit = async () => {
      if (saving) return;
      const wrong = fields.map((field) => [field.dataset.field, missing(field)]).filter(([, why]) => why);
      tell(Object.fromEntries(wrong));
      if (wrong.length) return;
      saving = true;
      save.setAttribute("aria-disabled", "true");
      const filled = Object.fromEntries(fields.filter((field) => !isFile(field)).map((field) => [field.dataset.field, answersOf(field)]));
      try {
        const files = await filesOf(fields);
        const told = await post("/dialog", { command: dialog.dataset.command, about: dialog.dataset.about, filled, files });
        if (told.wrong) return tell(told.wrong);
        done = true;
        dialog.close();
        answered(told.html);
      } catch (error) {
        problem.textContent = error instanceof TypeError ? words.silent_kept : error.message;
      } finally {
        saving = false;
        save.removeAttribute("aria-disabled");
      }
    };
    form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
    dialog.querySelector(".cancel").addEventListener("click", () => dialog.close());
    dialog.addEventListener("cancel", (event) => { if (saving) event.preventDefault(); });
    dialog.addEventListener("close", () => {
      const back = document.activeElement;
      dialog.remove();
      back.blur(); // focused anew, or Chromium types into the form that is gone
      back.focus({ preventScroll: true });
      if (!done) closed();
    });
    for (const zone of dialog.querySelectorAll(".zone")) zone.textContent = fill(words.zone, { zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
    for (const time of dialog.querySelectorAll("[data-at]")) {
      const moment = new Date(time.dataset.at);
      if (!Number.isNaN(moment.getTime())) time.value = local(moment);
    }
    dialog.querySelectorAll("[data-suggests]").forEach(suggest);

    // One at a time; false while another is open
    return () => {
      if (document.querySelector("dialog[open]")) return false;
      document.body.append(dialog);
      dialog.showModal();
      controlsOf(fields[0])[0].focus();
      return true;
    };
  };
};
