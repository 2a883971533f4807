/* Two pens with one hand: what is drawn on the canvas can be written as SVG, mark for mark. */
const FONT = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';
const THEMES = {
  light: {
    paper: "#FFFFFF",
    ink: "#30343B",
    faint: "#5B626D",
    line: "#C4CAD3",
    grey: "#7B828D",
    card: "#FFFFFF",
    node: "#FFFFFF",
    neutralTint: "#ECEEF2",
    conflict: "#6B4FBB",
    conflictTint: "#EFEAFB",
    bundle: "#6F7987",
    onArm: "#FFFFFF",
  },
  dark: {
    paper: "#15181D",
    ink: "#E8EAEE",
    faint: "#AEB5C0",
    line: "#4A515D",
    grey: "#949CA8",
    card: "#232831",
    node: "#2B313B",
    neutralTint: "#3A414D",
    conflict: "#BBA5FF",
    conflictTint: "#3A3160",
    bundle: "#8F99A8",
    onArm: "#15181D",
  },
};
let THEME = THEMES.light;

/* The colour of an arm, as the corpus gives it, and its tint; without one, ink. */
function armColour(key) {
  const own = ARMS.has(key) && ARMS.get(key).shades;
  return own ? own[THEME === THEMES.dark ? 2 : 0] : THEME.ink;
}

function armTint(key) {
  const own = ARMS.has(key) && ARMS.get(key).shades;
  return own ? own[THEME === THEMES.dark ? 3 : 1] : THEME.neutralTint;
}

class CanvasPen {
  constructor(ctx) {
    this.ctx = ctx;
    this.font = "";
  }
  into(x, y, scale, draw) {
    this.ctx.save();
    this.ctx.translate(x, y);
    this.ctx.scale(scale, scale);
    draw();
    this.ctx.restore();
  }
  style({ fill, stroke, width = 1, dash = [], alpha = 1 }) {
    const { ctx } = this;
    ctx.globalAlpha = alpha;
    if (fill) {
      ctx.fillStyle = fill;
      ctx.fill();
    }
    if (stroke) {
      ctx.strokeStyle = stroke;
      ctx.lineWidth = width;
      ctx.setLineDash(dash);
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }
  rect(x, y, width, height, radius, style) {
    this.ctx.beginPath();
    this.ctx.roundRect(x, y, width, height, radius);
    this.style(style);
  }
  circle(x, y, radius, style) {
    this.ctx.beginPath();
    this.ctx.arc(x, y, radius, 0, 2 * Math.PI);
    this.style(style);
  }
  polygon(points, style) {
    this.ctx.beginPath();
    points.forEach(([x, y], number) => (number ? this.ctx.lineTo(x, y) : this.ctx.moveTo(x, y)));
    if (style.closed !== false) this.ctx.closePath();
    this.style(style);
  }
  curve(route, style) {
    this.ctx.beginPath();
    this.ctx.moveTo(route[0], route[1]);
    for (let at = 2; at < route.length; at += 6) this.ctx.bezierCurveTo(...route.slice(at, at + 6));
    this.style(style);
  }
  text(x, y, words, { size, bold = false, align = "center", fill, alpha = 1, most }) {
    const { ctx } = this;
    const wide = most ? this.measure(words, size, bold) : 0;
    ctx.font =
      (bold ? "bold " : "") + (most && wide > most ? (size * most) / wide : size) + "px " + FONT;
    ctx.textAlign = align;
    ctx.textBaseline = "middle";
    ctx.globalAlpha = alpha;
    ctx.fillStyle = fill;
    ctx.fillText(words, x, y);
    ctx.globalAlpha = 1;
  }
  measure(words, size, bold) {
    this.ctx.font = (bold ? "bold " : "") + size + "px " + FONT;
    return this.ctx.measureText(words).width;
  }
}

/* Plain SVG 1.1: every attribute on its element, every number absolute, no style sheet, no foreign
   object, so that office programs turn each mark into a shape of theirs. */
class SvgPen {
  constructor(ctx) {
    this.ruler = new CanvasPen(ctx);
    this.marks = [];
    this.x = 0;
    this.y = 0;
    this.scale = 1;
  }
  into(x, y, scale, draw) {
    const before = [this.x, this.y, this.scale];
    [this.x, this.y, this.scale] = [
      this.x + this.scale * x,
      this.y + this.scale * y,
      this.scale * scale,
    ];
    draw();
    [this.x, this.y, this.scale] = before;
  }
  at(x, y) {
    return rounded2(this.x + this.scale * x) + " " + rounded2(this.y + this.scale * y);
  }
  size(length) {
    return rounded2(length * this.scale);
  }
  style({ fill, stroke, width = 1, dash = [], alpha = 1 }) {
    return (
      ' fill="' +
      (fill || "none") +
      '"' +
      (stroke ? ' stroke="' + stroke + '" stroke-width="' + this.size(width) + '"' : "") +
      (stroke && dash.length
        ? ' stroke-dasharray="' + dash.map((one) => this.size(one)).join(" ") + '"'
        : "") +
      (alpha < 1 ? ' opacity="' + rounded2(alpha) + '"' : "")
    );
  }
  rect(x, y, width, height, radius, style) {
    this.marks.push(
      '<rect x="' +
        rounded2(this.x + this.scale * x) +
        '" y="' +
        rounded2(this.y + this.scale * y) +
        '" width="' +
        this.size(width) +
        '" height="' +
        this.size(height) +
        '" rx="' +
        this.size(radius) +
        '"' +
        this.style(style) +
        "/>",
    );
  }
  circle(x, y, radius, style) {
    this.marks.push(
      '<circle cx="' +
        rounded2(this.x + this.scale * x) +
        '" cy="' +
        rounded2(this.y + this.scale * y) +
        '" r="' +
        this.size(radius) +
        '"' +
        this.style(style) +
        "/>",
    );
  }
  polygon(points, style) {
    this.marks.push(
      '<path d="M' +
        points.map(([x, y]) => this.at(x, y)).join("L") +
        (style.closed === false ? "" : "Z") +
        '"' +
        this.style(style) +
        "/>",
    );
  }
  curve(route, style) {
    let path = "M" + this.at(route[0], route[1]);
    for (let at = 2; at < route.length; at += 6) {
      path +=
        "C" + [0, 2, 4].map((step) => this.at(route[at + step], route[at + step + 1])).join(" ");
    }
    this.marks.push('<path d="' + path + '"' + this.style(style) + "/>");
  }
  text(x, y, words, { size, bold = false, align = "center", fill, alpha = 1, most }) {
    const wide = this.measure(words, size, bold);
    const shown = most && wide > most ? (size * most) / wide : size;
    const anchor = { center: "middle", left: "start", right: "end" }[align];
    this.marks.push(
      '<text x="' +
        rounded2(this.x + this.scale * x) +
        '" y="' +
        rounded2(this.y + this.scale * (y + shown * 0.35)) +
        '" font-family="Helvetica, Arial, sans-serif" font-size="' +
        this.size(shown) +
        '"' +
        (bold ? ' font-weight="bold"' : "") +
        ' text-anchor="' +
        anchor +
        '" fill="' +
        fill +
        '"' +
        (alpha < 1 ? ' opacity="' + rounded2(alpha) + '"' : "") +
        ">" +
        escaped(words) +
        "</text>",
    );
  }
  measure(words, size, bold) {
    return this.ruler.measure(words, size, bold);
  }
  written(x, y, width, height, title) {
    return (
      '<svg xmlns="http://www.w3.org/2000/svg" width="' +
      rounded2(width) +
      '" height="' +
      rounded2(height) +
      '" viewBox="' +
      [x, y, width, height].map(rounded2).join(" ") +
      '"><title>' +
      escaped(title) +
      "</title>" +
      this.marks.join("") +
      "</svg>\n"
    );
  }
}

function rounded2(number) {
  return String(Math.round(number * 100) / 100);
}

/* XML has no place for most control characters, and names five others. */
function escaped(text) {
  return text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
    .replace(/[&<>"']/g, (letter) => "&#" + letter.charCodeAt(0) + ";");
}
