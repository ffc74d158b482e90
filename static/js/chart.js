/* Draws the cumulative chart of a target: this year, last year, the ceiling, the projection, and the day
   on which the ceiling is passed. A canvas says nothing to a screen reader, so the page carries a
   sentence above and a table below. Data (JSON in the element named by data-chart):
     labels      ["01/01", …]           one per point, 25 for a year of half-months
     months      ["T1", …, "T12"]       twelve labels of the axis
     last_year   [0, 6, …]              one number or null per point
     this_year   [0, 5, …, null]
     projection  [null, …, 81, …, 168]
     ceiling     147 or null
     names       {"last_year": "Năm 2025: 174", "this_year": "14/6: 81", "projection": "Ước cả năm: 168",
                  "ceiling": "Mức 2026: 147"}
     runs_out    {"at": 20.7, "label": "Hết mức tối đa khoảng 12/11"} or null   (at = position among the points)
     narrow_months ["1", "", "3", …]    optional, axis of a phone */
(() => {
  "use strict";

  const COLOURS = { accent: "#0b5566", last: "#76828f", lastText: "#4a5666", red: "#a3161c", grid: "#dce1e7", axis: "#4a5666", ground: "#ffffff" };
  const FACE = '"Figures", "Be Vietnam Pro", sans-serif';

  /* Labels stand at the ends of the lines instead of a legend; those that would touch are pushed apart. */
  const endLabels = (data, narrow) => ({
    id: "endLabels",
    afterDatasetsDraw(chart) {
      const { ctx, chartArea, scales } = chart;
      const last = data.labels.length - 1;
      const lines = [
        { text: data.names.last_year, value: data.last_year && data.last_year[last], colour: COLOURS.lastText },
        { text: data.names.projection, value: data.projection && data.projection[last], colour: COLOURS.accent },
        { text: data.names.ceiling, value: data.ceiling, colour: COLOURS.red },
      ].filter((line) => line.text && line.value !== null && line.value !== undefined);
      ctx.save();
      ctx.font = `600 14px ${FACE}`;
      ctx.textBaseline = "middle";
      if (narrow) {
        // No room at the right: the ceiling is named on its line, the others stacked above the ends.
        const ends = lines.filter((line) => line.value !== data.ceiling || line.colour !== COLOURS.red);
        ctx.textAlign = "right";
        ends.sort((a, b) => b.value - a.value);
        const top = Math.min(...ends.map((line) => scales.y.getPixelForValue(line.value)));
        ends.forEach((line, i) => {
          ctx.fillStyle = line.colour;
          ctx.fillText(line.text, chartArea.right, Math.max(8, top - 18 - (ends.length - 1 - i) * 20));
        });
        const ceiling = lines.find((line) => line.colour === COLOURS.red);
        if (ceiling) {
          ctx.textAlign = "left";
          ctx.fillStyle = COLOURS.red;
          ctx.fillText(ceiling.text, chartArea.left + 6, scales.y.getPixelForValue(ceiling.value) - 12);
        }
      } else {
        ctx.textAlign = "left";
        lines.forEach((line) => { line.y = scales.y.getPixelForValue(line.value); });
        lines.sort((a, b) => a.y - b.y);
        for (let i = 1; i < lines.length; i += 1) lines[i].y = Math.max(lines[i].y, lines[i - 1].y + 20);
        const over = lines.length ? lines[lines.length - 1].y - chartArea.bottom : 0;
        lines.forEach((line) => {
          ctx.fillStyle = line.colour;
          ctx.fillText(line.text, chartArea.right + 8, line.y - Math.max(0, over));
        });
      }
      const now = data.this_year ? data.this_year.reduce((found, value, i) => (value === null ? found : i), -1) : -1;
      if (now >= 0 && data.names.this_year) {
        const x = scales.x.getPixelForValue(now);
        const y = scales.y.getPixelForValue(data.this_year[now]);
        ctx.fillStyle = COLOURS.accent;
        ctx.beginPath();
        ctx.arc(x, y, 5, 0, 2 * Math.PI);
        ctx.fill();
        const width = ctx.measureText(data.names.this_year).width;
        const fits = x + 10 + width < chart.width;
        ctx.textAlign = fits ? "left" : "right";
        ctx.fillText(data.names.this_year, fits ? x + 10 : x - 10, Math.min(y + 16, chartArea.bottom - 8));
      }
      if (data.runs_out && data.ceiling !== null) {
        const step = scales.x.getPixelForValue(1) - scales.x.getPixelForValue(0);
        const x = scales.x.getPixelForValue(0) + data.runs_out.at * step;
        const y = scales.y.getPixelForValue(data.ceiling);
        ctx.beginPath();
        ctx.moveTo(x, y - 7);
        ctx.lineTo(x + 7, y + 5);
        ctx.lineTo(x - 7, y + 5);
        ctx.closePath();
        ctx.fillStyle = COLOURS.ground;
        ctx.fill();
        ctx.lineWidth = 2;
        ctx.strokeStyle = COLOURS.red;
        ctx.stroke();
        if (!narrow && data.runs_out.label) {
          ctx.fillStyle = COLOURS.red;
          ctx.textAlign = "right";
          ctx.fillText(data.runs_out.label, x - 12, y - 14);
        }
      }
      ctx.restore();
    },
  });

  const draw = (canvas) => {
    const source = document.getElementById(canvas.dataset.chart);
    if (!source || !window.Chart) return;
    const data = JSON.parse(source.textContent);
    data.names = data.names || {};
    const narrow = canvas.parentElement.clientWidth < 560;
    const points = data.labels.length;
    const months = narrow ? data.narrow_months || data.months.map((name, i) => (i % 2 ? "" : String(i + 1))) : data.months;
    const existing = window.Chart.getChart(canvas);
    if (existing) existing.destroy();
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches || window.matchMedia("print").matches;
    const line = (values, colour, width, more) => ({ data: values, borderColor: colour, borderWidth: width, pointRadius: 0, pointHitRadius: 12, tension: 0, spanGaps: false, ...more });
    const sets = [];
    if (data.last_year) sets.push(line(data.last_year, COLOURS.last, 2, { label: "Năm trước" }));
    if (data.ceiling !== null && data.ceiling !== undefined) sets.push(line(Array(points).fill(data.ceiling), COLOURS.red, 2, { label: "Mức cả năm" }));
    if (data.projection) sets.push(line(data.projection, COLOURS.accent, 2.5, { label: "Ước cả năm", borderDash: [3, 5], borderCapStyle: "round" }));
    if (data.this_year) sets.push(line(data.this_year, COLOURS.accent, 3.5, { label: "Năm nay" }));
    const perMonth = (points - 1) / 12;
    new window.Chart(canvas, {
      type: "line",
      data: { labels: data.labels, datasets: sets },
      plugins: [endLabels(data, narrow)],
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: still ? false : { duration: 250 },
        layout: { padding: { right: narrow ? 4 : 150, top: 10 } },
        interaction: { mode: "index", intersect: false },
        plugins: {
          legend: { display: false },
          tooltip: { titleFont: { family: FACE }, bodyFont: { family: FACE }, displayColors: false, backgroundColor: "#18222e", callbacks: { title: (items) => `Đến hết ${items[0].label}` } },
        },
        scales: {
          y: { beginAtZero: true, border: { display: false }, grid: { color: COLOURS.grid, drawTicks: false }, ticks: { color: COLOURS.axis, font: { family: FACE, size: 14 }, padding: 8, maxTicksLimit: 6, callback: (value) => (Number.isInteger(value) ? value.toLocaleString("vi-VN") : "") } },
          x: {
            border: { color: COLOURS.grid },
            grid: { display: false },
            ticks: {
              color: COLOURS.axis, font: { family: FACE, size: 14 }, autoSkip: false, maxRotation: 0, padding: 6,
              // The name of a month stands under its middle; with half-months that is every odd point.
              callback: (value) => { const month = (value - perMonth / 2) / perMonth; return Number.isInteger(month) && month >= 0 && month < 12 ? months[month] : ""; },
            },
          },
        },
      },
    });
  };

  const drawAll = () => document.querySelectorAll("canvas[data-chart]").forEach(draw);
  const start = () => (document.fonts && document.fonts.ready ? document.fonts.ready.then(drawAll) : drawAll());
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:afterSettle", start);
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if ((width < 860) !== (window.innerWidth < 860)) drawAll();
    width = window.innerWidth;
  });
})();
