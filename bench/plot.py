"""The plot of docs/benchmarks.md as SVG: bars of the import's wall time, one panel per latency."""
from xml.sax.saxutils import escape

WIDTH = 760
NAME_WIDTH = 230
BAR_HEIGHT = 20
LINE = 28
PANEL_GAP = 34

OURS, PEER, FLOOR = "#1a7f64", "#7d8590", "#c9ced6"


def text(x, y, content, size=13, anchor="start", weight="normal"):
    return (f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}" '
            f'fill="#24292f">{escape(content)}</text>')


def panel(title, figures, top):
    """The bars of one setting and the height they take."""
    parts = [text(0, top + 14, title, 14, weight="bold")]
    longest = max((one.median("wall_s") for one in figures if one.ok), default=1)
    room = WIDTH - NAME_WIDTH - 70
    y = top + 26
    for one in figures:
        name = "floor: answers thrown away" if one.setting.get("floor") else one.who
        parts.append(text(NAME_WIDTH - 8, y + 15, name, anchor="end"))
        if one.ok:
            length = max(2.0, room * one.median("wall_s") / longest)
            colour = OURS if one.setting.get("ours") else FLOOR if one.setting.get("floor") else PEER
            parts.append(f'<rect x="{NAME_WIDTH}" y="{y}" width="{length:.0f}" height="{BAR_HEIGHT}" fill="{colour}"/>')
            parts.append(text(NAME_WIDTH + length + 6, y + 15, f"{one.median('wall_s'):.2f} s"))
        else:
            parts.append(text(NAME_WIDTH, y + 15, "no right answer" if one.problem else "not run"))
        y += LINE
    return parts, y - top


def import_bars(outcomes):
    """The widest import of the outcomes, at each latency. An empty picture if none was measured."""
    imports = [outcome for outcome in outcomes if outcome.grouped]
    figures = imports[0].figures if imports else []
    widest = max((one.setting["columns"] for one in figures), default=0)
    parts, top = [], 0
    for latency in sorted({one.setting["latency_ms"] for one in figures}):
        chosen = [one for one in figures
                  if one.setting["latency_ms"] == latency and one.setting["columns"] == widest]
        title = f"{chosen[0].setting['rows']:,} tickets, {widest} columns, into a table: {latency} ms per request"
        bars, height = panel(title, chosen, top)
        parts += bars
        top += height + PANEL_GAP
    height = max(top - PANEL_GAP, 1)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -12 {WIDTH + 24} {height + 24}" '
            f'width="{WIDTH + 24}" font-family="sans-serif">\n'
            f'<rect x="-12" y="-12" width="{WIDTH + 24}" height="{height + 24}" fill="#ffffff"/>\n'
            + "\n".join(parts) + "\n</svg>\n")
