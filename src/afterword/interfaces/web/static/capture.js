// Reads the posting behind # into the form. It is data: every word goes into a field's value, nothing else.
"use strict";
(() => {
  const text = (x) => (typeof x === "string" ? x : typeof x === "number" ? String(x) : "").replace(/\s+/g, " ").trim().slice(0, 300);
  const posting = (x, depth = 0) => {
    if (!x || typeof x !== "object" || depth > 6) return null;
    if (!Array.isArray(x) && [].concat(x["@type"] || []).includes("JobPosting")) return x;
    for (const y of Object.values(x)) { const found = posting(y, depth + 1); if (found) return found; }
    return null;
  };
  const sign = (entity) => new DOMParser().parseFromString(entity, "text/html").documentElement.textContent;
  const plain = (x) => text(text(x).replace(/<[^>]*>?/g, " ").replace(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, sign)); // markup is cut off, never parsed
  const first = (x) => (Array.isArray(x) ? x[0] : x);
  const place = (job) => {
    if (text(job.jobLocationType).toUpperCase() === "TELECOMMUTE") return "remote";
    const at = first(job.jobLocation);
    const address = at && typeof at === "object" ? first(at.address) : at;
    if (!address || typeof address !== "object") return text(address);
    return [address.addressLocality, address.addressRegion].map(text).filter(Boolean).join(", ");
  };
  const read = () => {
    const raw = location.hash.slice(1);
    if (!raw) return null;
    for (const decode of [decodeURIComponent, (x) => x]) {
      try { const said = JSON.parse(decode(raw)); return posting(said) || (said && typeof said === "object" && !Array.isArray(said) ? said : null); } catch { /* the other way */ }
    }
    return null;
  };
  const fill = () => {
    const form = document.getElementById("capture");
    const job = form && read();
    if (!job) return;
    const house = first(job.hiringOrganization);
    const put = (name, value) => { const field = form.elements[name]; if (field && value && !field.value) field.value = value; };
    put("role", plain(job.title || job.name));
    put("organisation", plain(house && typeof house === "object" ? house.name : house));
    const url = text(job.url);
    if (/^https?:\/\//i.test(url)) put("url", url);
    const until = text(job.validThrough).slice(0, 10);
    put("note", [plain(place(job)), /^\d{4}-\d\d-\d\d$/.test(until) ? `closes ${until}` : ""].filter(Boolean).join("; "));
    document.getElementById("captured").hidden = false;
    document.getElementById("how-to").open = false;
    history.replaceState(null, "", location.pathname);
    form.elements.role.focus();
  };
  fill();
  addEventListener("hashchange", fill);
  document.addEventListener("click", (e) => {
    const button = e.target.closest && e.target.closest("[data-copy]");
    if (!button) return;
    const area = document.getElementById(button.dataset.copy);
    area.select();
    navigator.clipboard.writeText(area.value).then(() => { button.textContent = "Copied"; }, () => {});
  });
})();
