// Bring in: files and folders by drag and drop, how much is sent, and how far the reading is (server-sent events).
"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const number = (n) => n.toLocaleString("en-US");

  const send = (files) => {
    const form = by("bring");
    if (!form || !files.length) return;
    const data = new FormData();
    for (const [name, file] of files) data.append("file", file, name);
    const bar = by("sent"), told = by("sending");
    bar.hidden = false;
    by("go").disabled = true;
    told.textContent = "Sending";
    const call = new XMLHttpRequest();
    call.open("POST", form.action);
    call.upload.onprogress = (e) => { if (e.lengthComputable) { bar.max = e.total; bar.value = e.loaded; } };
    call.onload = () => {
      if (call.status < 400) { location.href = call.responseURL; return; }
      const page = new DOMParser().parseFromString(call.responseText, "text/html");
      told.textContent = page.querySelector("h1")?.textContent || "That was refused. Try again.";
      by("go").disabled = false;
    };
    call.onerror = () => { told.textContent = "The server did not answer. Is it still running?"; by("go").disabled = false; };
    call.send(data);
  };

  const walk = async (entry, path, found) => {
    if (entry.isFile) {
      const file = await new Promise((yes, no) => entry.file(yes, no));
      found.push([path + entry.name, file]);
    } else if (entry.isDirectory) {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((yes, no) => reader.readEntries(yes, no));
        if (!some.length) break;
        for (const one of some) await walk(one, path + entry.name + "/", found);
      }
    }
  };

  const zone = (e) => e.target.closest && e.target.closest("#drop");
  document.addEventListener("dragover", (e) => { if (by("drop")) { e.preventDefault(); by("drop").classList.toggle("over", !!zone(e)); } });
  document.addEventListener("dragleave", (e) => { if (zone(e)) by("drop").classList.remove("over"); });
  document.addEventListener("drop", async (e) => {
    if (!by("drop")) return;
    e.preventDefault();
    by("drop").classList.remove("over");
    const entries = [...e.dataTransfer.items].map((i) => i.webkitGetAsEntry && i.webkitGetAsEntry()).filter(Boolean);
    const plain = [...e.dataTransfer.files].map((f) => [f.name, f]);
    const found = [];
    try { for (const one of entries) await walk(one, "", found); } catch { found.length = 0; }
    send(found.length ? found : plain);
  });
  document.addEventListener("submit", (e) => {
    if (e.target.id !== "bring") return;
    e.preventDefault();
    send([...by("files").files].map((f) => [f.name, f]));
  });

  const job = by("job");
  if (!job) return;
  const stream = new EventSource(job.dataset.events);
  stream.onmessage = (e) => {
    const told = JSON.parse(e.data);
    if (told.over) { stream.close(); location.reload(); return; }
    const s = told.state;
    if (!s || !s.total) return;
    const bar = by("done");
    bar.max = s.total;
    bar.value = s.done;
    by("told").textContent = `${number(s.read)} read, ${number(s.new)} new`;
    by("found").textContent = s.found || "";
  };
})();
