/**
 * A script for a page: the elements whose text stands out less from what is behind it than WCAG AA asks for,
 * 4.5 to 1. A text and no function: this repository knows no types of browsers.
 */
export const lowContrast = `(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const seen = [...document.querySelectorAll("body *")].filter((element) => hasText(element) && element.offsetParent);
  if (seen.length === 0) throw new Error("the page has no text");
  return seen
    .filter((element) => {
      const pair = [rgba(getComputedStyle(element).color), behind(element)].map(luminance);
      const [darker, lighter] = pair.sort((a, b) => a - b);
      return (lighter + 0.05) / (darker + 0.05) < 4.5;
    })
    .map((element) => element.outerHTML.slice(0, 80));
})()`;
