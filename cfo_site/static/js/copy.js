// A button that copies the text of a field: data-copy names the field, data-done is said afterwards.

async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {  // no permission, or a page without TLS
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!(await copied(document.getElementById(button.dataset.copy)))) return;
    button.textContent = button.dataset.done;
    document.getElementById("announce").textContent = button.dataset.done;
  });
}
