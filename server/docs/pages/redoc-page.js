/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Redoc shows its maker's mark from its maker's server. These pages load nothing from elsewhere, so
 * to a picture with such an address they say that there is none. */
const image = HTMLImageElement.prototype;
const source = Object.getOwnPropertyDescriptor (image, "src");
const isOwn = (address) => address.startsWith ("data:") || new URL (address, location).origin === location.origin;

function show (element, address, load) {
  if (isOwn (address))
    load ();
  else
    setTimeout (() => element.dispatchEvent (new Event ("error")));
}

Object.defineProperty (image, "src", {
  ...source,
  set (address) {
    show (this, address, () => source.set.call (this, address));
  },
});
image.setAttribute = function (name, value) {
  const load = () => Element.prototype.setAttribute.call (this, name, value);

  if (name === "src")
    show (this, value, load);
  else
    load ();
};

const blue = "#1e40af";
const slate = "#1e293b";

/* Its search runs in a worker made from text, which the page's policy forbids. */
Redoc.init ("/openapi.json", {
  disableSearch: true,
  hideLoading: true,
  nativeScrollbars: true,
  expandResponses: "200,201",
  jsonSamplesExpandLevel: 3,
  theme: {
    colors: { primary: { main: blue }, text: { primary: slate } },
    sidebar: { backgroundColor: "#f8fafc", textColor: slate },
    rightPanel: { backgroundColor: slate },
    typography: {
      fontFamily: "system-ui, sans-serif",
      headings: { fontFamily: "system-ui, sans-serif", fontWeight: "600" },
    },
  },
}, document.getElementById ("api"));
