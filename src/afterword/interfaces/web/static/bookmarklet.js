// Kept by the user as a bookmark, as one line (capture.py joins the lines: every statement ends with ";" or "}").
(() => {
const found = [];
const walk = (x) => {
if (Array.isArray(x)) { x.forEach(walk); }
else if (x && typeof x === "object") {
if ([].concat(x["@type"] || []).includes("JobPosting")) { found.push(x); }
Object.values(x).forEach((y) => { if (y && typeof y === "object") { walk(y); } });
}
};
document.querySelectorAll('script[type="application/ld+json"]').forEach((s) => { try { walk(JSON.parse(s.textContent)); } catch (e) { return; } });
const f = found[0] || {};
const j = { "@type": "JobPosting" };
["title", "hiringOrganization", "jobLocation", "jobLocationType", "validThrough"].forEach((k) => { if (f[k]) { j[k] = f[k]; } });
const meta = (n) => { const m = document.querySelector('meta[property="' + n + '"],meta[name="' + n + '"]'); return m ? m.content : ""; };
j.title = j.title || meta("og:title") || document.title;
j.url = meta("og:url") || location.href.split("#")[0];
if (!j.hiringOrganization) { j.hiringOrganization = { name: meta("og:site_name") }; }
window.open("HERE/capture#" + encodeURIComponent(JSON.stringify(j)), "_blank", "noopener");
})();
