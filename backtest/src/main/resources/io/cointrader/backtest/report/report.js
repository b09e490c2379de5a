"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const charts = {};
  const MINUTE = 60000;
  const MINUS = "\u2212";

  const css = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const html = (text) => echarts.format.encodeHTML(String(text));
  const fixed = (value, places) => {
    const text = Math.abs(value).toFixed(places).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
    return value < 0 && Number(value.toFixed(places)) !== 0 ? MINUS + text : text;
  };
  const percent = (value, places = 1) => fixed(value * 100, places) + "\u2009%";
  const price = (value) => Number(value.toPrecision(6)).toString();
  const time = (millis) => new Date(millis).toISOString().slice(0, 16).replace("T", " ");
  const day = (millis) => new Date(millis).toISOString().slice(0, 10);
  const at = (minutes) => data.epoch + minutes * MINUTE;

  const element = (tag, text, kind) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  /* Candles are kept as steps of the last digit from the close before. */
  const unpack = (packed) => {
    const candles = [];
    let close = 0;
    let minutes = packed.t;
    for (let i = 0; i < packed.c.length; i += 5) {
      minutes += packed.c[i] * packed.w;
      const open = close + packed.c[i + 1];
      close = open + packed.c[i + 2];
      const high = Math.max(open, close) + packed.c[i + 3];
      const low = Math.min(open, close) - packed.c[i + 4];
      candles.push({ t: at(minutes), o: open * packed.u, h: high * packed.u, l: low * packed.u, c: close * packed.u });
    }
    return candles;
  };

  /* A stop or a target is met inside the candle that ends then; other exits at the open of the next. */
  const LEVELS = ["stop", "breakeven", "trailing_stop", "take_profit_1", "take_profit_2"];
  const moment = (exit) => (LEVELS.includes(exit.reason) ? exit.t - 1 : exit.t);

  const trades = data.trades.map((row) => {
    const trade = {};
    data.columns.forEach((name, i) => (trade[name] = row[i]));
    trade.name = data.symbols[trade.symbol];
    trade.strategy = data.strategies[trade.strategy];
    trade.from = at(trade.from);
    trade.exits = trade.exits.map(([when, much, share, reason]) => ({ t: at(when), p: much, share, reason: data.reasons[reason] }));
    trade.to = trade.exits[trade.exits.length - 1].t;
    trade.reason = trade.exits[trade.exits.length - 1].reason;
    return trade;
  });
  let chosen = 0;

  /* Text */

  const minus = (text) => String(text).replace(/(^|[ (])-(?=\d)/g, "$1" + MINUS);

  const words = () => {
    byId("title").textContent = data.title;
    byId("subtitle").textContent = data.subtitle;
    byId("simulated").hidden = !data.simulated;
    byId("restricted").hidden = !data.restricted;
    byId("restricted").textContent = data.restricted || "";
    byId("costs").append(element("strong", data.costs[0]), element("p", minus(data.costs[1])));
    for (const [name, value, note, sign] of data.kpis) {
      const card = element("div", undefined, "kpi");
      card.append(element("span", name), element("b", minus(value), sign > 0 ? "up" : sign < 0 ? "down" : ""));
      if (note) card.append(element("small", minus(note)));
      byId("kpis").append(card);
    }
    for (const group of data.groups) {
      const card = element("section", undefined, "card");
      const scroll = element("div", undefined, "scroll");
      const table = element("table");
      fill(table, group.head, group.rows, 3);
      scroll.append(table);
      card.append(element("h2", group.title), scroll);
      byId("groups").append(card);
    }
    byId("blocked").hidden = data.blockers.length === 0;
    fill(byId("blockers"), ["what", "times", "what would change it"], data.blockers, -1, [0, 2]);
    fill(byId("settings"), ["setting", "value"], data.settings, -1, [1]);
    tradeTable();
  };

  const fill = (table, head, rows, signed, wide = []) => {
    const top = element("thead");
    const line = element("tr");
    head.forEach((name, i) => line.append(element("th", name, wide.includes(i) ? "text" : "")));
    top.append(line);
    const body = element("tbody");
    for (const row of rows) {
      const one = element("tr");
      row.forEach((value, i) => {
        const negative = i === signed && String(value).startsWith("-");
        const kind = wide.includes(i) ? "wide" : i === signed ? (negative ? "down" : "up") : "";
        one.append(element("td", i > 0 && !wide.includes(i) ? minus(value) : value, kind));
      });
      body.append(one);
    }
    table.replaceChildren(top, body);
  };

  const tradeTable = () => {
    const rows = trades.map((t, i) => [
      String(i + 1), t.name, t.strategy, time(t.from), time(t.to), price(t.entry), price(t.exit), fixed(t.net, 2),
      t.r === null ? "\u2013" : fixed(t.r, 2), t.reason,
    ]);
    fill(byId("trades"), ["", "pair", "strategy", "in", "out", "entry", "exit", "net", "R", "exit by"], rows, -1);
    [...byId("trades").querySelectorAll("tbody tr")].forEach((row, i) => {
      row.tabIndex = 0;
      row.children[7].className = trades[i].net > 0 ? "up" : trades[i].net < 0 ? "down" : "";
      const go = () => { choose(i); byId("one").scrollIntoView({ behavior: "smooth", block: "start" }); };
      row.addEventListener("click", go);
      row.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
    });
  };

  /* Charts */

  const look = () => ({
    ink: css("--ink"), soft: css("--soft"), line: css("--line"), card: css("--card"), up: css("--up"),
    down: css("--down"), main: css("--main"), other: css("--other"),
  });
  const narrow = () => window.innerWidth < 620;
  const axis = (l, more = {}) => ({
    axisLine: { lineStyle: { color: l.line } }, axisTick: { show: false },
    axisLabel: { color: l.soft, fontSize: 11, hideOverlap: true }, splitLine: { lineStyle: { color: l.line } }, ...more,
  });
  const tip = (l, more = {}) => ({
    backgroundColor: l.card, borderColor: l.line, textStyle: { color: l.ink, fontSize: 12 }, confine: true, ...more,
  });
  const named = (name) => ({ name, nameLocation: "middle", nameGap: 28 });
  const grid = (more = {}) => ({ left: narrow() ? 46 : 60, right: 14, top: 14, bottom: 30, ...more });

  const draw = (id, option) => {
    let chart = charts[id];
    if (!chart) {
      chart = charts[id] = echarts.init(byId(id), null, { renderer: "canvas" });
      chart.on("finished", () => {
        byId(id).dataset.drawn = chart.getZr().storage.getDisplayList(true).length;
        if (ids.every((each) => byId(each).dataset.drawn)) root.dataset.ready = "yes";
      });
    }
    chart.setOption({ animation: false, textStyle: { fontFamily: "inherit" }, ...option }, true);
    return chart;
  };

  const equity = (l) => {
    const points = data.equity.map(([m, v]) => [at(m), v]);
    const holding = data.holding.map(([m, v]) => [at(m), v]);
    let peak = -Infinity;
    const falls = points.map(([t, v]) => { peak = Math.max(peak, v); return [t, peak > 0 ? (v - peak) / peak : 0]; });
    const series = [
      { name: "equity", type: "line", data: points, showSymbol: false, lineStyle: { width: 1.8 }, color: l.main },
      { name: "drawdown", type: "line", data: falls, showSymbol: false, xAxisIndex: 1, yAxisIndex: 1,
        lineStyle: { width: 1 }, areaStyle: { opacity: 0.25 }, color: l.down },
    ];
    if (holding.length) {
      series.push({ name: "buy-and-hold", type: "line", data: holding, showSymbol: false,
        lineStyle: { width: 1.2, type: "dashed" }, color: l.other });
    }
    draw("equity", {
      legend: { data: series.filter((s) => s.name !== "drawdown").map((s) => s.name), textStyle: { color: l.soft }, top: 0, right: 10 },
      grid: [grid({ top: 30, bottom: "40%" }), grid({ top: "67%", bottom: 58 })],
      axisPointer: { link: [{ xAxisIndex: "all" }] },
      tooltip: tip(l, { trigger: "axis", formatter: (all) => time(all[0].value[0]) + all.map((one) =>
        "<br>" + one.marker + html(one.seriesName) + " <b>" + (one.seriesName === "drawdown" ? percent(one.value[1], 2) : fixed(one.value[1], 2)) + "</b>").join("") }),
      xAxis: [
        axis(l, { type: "time", gridIndex: 0, axisLabel: { show: false }, splitLine: { show: false } }),
        axis(l, { type: "time", gridIndex: 1, splitLine: { show: false } }),
      ],
      yAxis: [
        axis(l, { type: "value", scale: true, gridIndex: 0 }),
        axis(l, { type: "value", gridIndex: 1, max: 0, splitNumber: 2,
          axisLabel: { color: l.soft, fontSize: 11, formatter: (v) => percent(v, 0) } }),
      ],
      dataZoom: zoom(l, [0, 1]),
      series,
    });
  };

  const zoom = (l, axes, more = {}) => [
    { type: "inside", xAxisIndex: axes, filterMode: "filter", ...more },
    { type: "slider", xAxisIndex: axes, filterMode: "filter", height: 20, bottom: 8, borderColor: l.line, textStyle: { color: l.soft, fontSize: 10 },
      fillerColor: l.main + "22", handleStyle: { color: l.main }, dataBackground: { lineStyle: { color: l.soft }, areaStyle: { color: l.line } },
      showDetail: !narrow(), ...more },
  ];

  const months = (l) => {
    const years = [...new Set(data.months.map(([name]) => name.slice(0, 4)))].sort().reverse();
    const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const cells = data.months.map(([name, value]) => [Number(name.slice(5)) - 1, years.indexOf(name.slice(0, 4)), value]);
    const most = Math.max(0.001, ...cells.map(([, , v]) => Math.abs(v)));
    byId("months").style.height = 70 + years.length * 38 + "px";
    draw("months", {
      grid: grid({ top: 8, bottom: 26, left: 46 }),
      tooltip: tip(l, { formatter: (one) => html(years[one.value[1]] + " " + names[one.value[0]]) + " <b>" + percent(one.value[2], 2) + "</b>" }),
      xAxis: axis(l, { type: "category", data: narrow() ? names.map((n) => n[0]) : names, splitLine: { show: false } }),
      yAxis: axis(l, { type: "category", data: years, splitLine: { show: false } }),
      visualMap: { show: false, min: -most, max: most, inRange: { color: [l.down, l.card, l.up] } },
      series: [{ type: "heatmap", data: cells, itemStyle: { borderColor: l.line, borderWidth: 1, borderRadius: 3 },
        label: { show: true, color: l.ink, fontSize: narrow() ? 9 : 12, formatter: (one) => narrow() ? fixed(one.value[2] * 100, 0) : percent(one.value[2], 1) } }],
    });
  };

  const candles = (l, list) => ({
    type: "candlestick", name: "price", data: list.map((c) => [c.o, c.c, c.l, c.h]), barMaxWidth: 12, barMinWidth: 1,
    itemStyle: { color: l.up, color0: l.down, borderColor: l.up, borderColor0: l.down, borderWidth: 1 },
  });
  const index = (list, t) => {
    let low = 0;
    let high = list.length - 1;
    while (low < high) { const middle = (low + high + 1) >> 1; if (list[middle].t <= t) low = middle; else high = middle - 1; }
    return low;
  };
  const candleTip = (list) => (all) => {
    const one = all.find((each) => each.seriesType === "candlestick") || all[0];
    const c = list[one.dataIndex] || list[one.value[0]];
    if (!c) return "";
    const marks = all.filter((each) => each.data && each.data.say).map((each) => "<br>" + html(each.data.say)).join("");
    return time(c.t) + "<br>open " + price(c.o) + ", high " + price(c.h) + "<br>low " + price(c.l) + ", close <b>" + price(c.c) + "</b>" + marks;
  };

  const prices = (l) => {
    const symbol = Number(byId("symbol").value || 0);
    const packed = data.prices[symbol];
    const list = unpack(packed);
    const mine = trades.map((t, i) => ({ t, i })).filter(({ t }) => t.symbol === symbol);
    const mark = (name, kind, color, value, turn) => ({
      name, type: "scatter", symbol: kind, symbolSize: mine.length > 100 ? 6 : 9, symbolRotate: turn, z: 5,
      itemStyle: { color, borderColor: l.card, borderWidth: 1 }, data: value,
    });
    const entries = mine.map(({ t, i }) => ({ value: [index(list, t.from), t.entry], trade: i, say: "in at " + price(t.entry) + ", " + t.strategy }));
    const exits = (won) => mine.filter(({ t }) => t.net > 0 === won).flatMap(({ t, i }) =>
      t.exits.map((e) => ({ value: [index(list, moment(e)), e.p], trade: i, say: "out at " + price(e.p) + ", " + e.reason + ", net " + fixed(t.net, 2) })));
    const chart = draw("prices", {
      legend: { data: ["entry", "exit, won", "exit, lost"], textStyle: { color: l.soft }, top: 0, right: 10, itemWidth: 12, itemHeight: 10 },
      grid: grid({ top: 30, bottom: 58 }),
      tooltip: tip(l, { trigger: "axis", axisPointer: { type: "cross", label: { show: false } }, formatter: candleTip(list) }),
      xAxis: axis(l, { type: "category", data: list.map((c) => (packed.w >= 1440 ? day(c.t) : time(c.t))), splitLine: { show: false } }),
      yAxis: axis(l, { type: "value", scale: true }),
      dataZoom: zoom(l, [0]),
      series: [candles(l, list), mark("entry", "triangle", l.main, entries, 0),
        mark("exit, won", "triangle", l.up, exits(true), 180), mark("exit, lost", "triangle", l.down, exits(false), 180)],
    });
    chart.off("click");
    chart.on("click", (event) => { if (event.data && event.data.trade !== undefined) choose(event.data.trade); });
  };

  const one = (l) => {
    const trade = trades[chosen];
    const packed = data.windows[chosen];
    if (!trade || !packed) return;
    const list = unpack(packed);
    byId("which").textContent = (chosen + 1) + " of " + trades.length + ": " + trade.name + ", " + trade.strategy + ", " + time(trade.from)
      + ", net " + fixed(trade.net, 2) + (trade.r === null ? "" : ", " + fixed(trade.r, 2) + " R") + ", " + trade.reason;
    const levels = [["entry", trade.entry, l.main, "solid"], ["stop", trade.stop, l.down, "dashed"],
      ["target 1", trade.tp1, l.up, "dashed"], ["target 2", trade.tp2, l.up, "dotted"]];
    if (trade.last > trade.stop) levels.push(["last stop", trade.last, l.down, "dotted"]);
    const lowest = Math.min(...list.map((c) => c.l), trade.stop, trade.entry);
    const highest = Math.max(...list.map((c) => c.h), trade.entry);
    const room = (highest - lowest) * 0.35;
    const seen = levels.filter(([, value]) => value !== null && value < highest + room && value > lowest - room);
    const from = index(list, trade.from);
    const to = index(list, moment(trade.exits[trade.exits.length - 1]));
    draw("trade", {
      grid: grid({ top: 20, bottom: 34, right: narrow() ? 62 : 80 }),
      tooltip: tip(l, { trigger: "axis", formatter: candleTip(list) }),
      xAxis: axis(l, { type: "category", data: list.map((c) => time(c.t).slice(5)), splitLine: { show: false } }),
      yAxis: axis(l, { type: "value", scale: true,
        min: (v) => Math.min(v.min, ...seen.map(([, value]) => value)), max: (v) => Math.max(v.max, ...seen.map(([, value]) => value)),
        axisLabel: { color: l.soft, fontSize: 11, formatter: price, showMinLabel: false, showMaxLabel: false } }),
      series: [
        { ...candles(l, list),
          markArea: { silent: true, itemStyle: { color: trade.net >= 0 ? l.up : l.down, opacity: 0.08 }, data: [[{ xAxis: from }, { xAxis: to }]] },
          markLine: { silent: true, symbol: "none", data: seen.map(([name, value, color, type]) =>
            ({ yAxis: value, lineStyle: { color, type, width: 1.2 }, label: { formatter: name, color, fontSize: 11, position: "end" } })) } },
        { name: "entry", type: "scatter", symbol: "triangle", symbolSize: 13, z: 6, itemStyle: { color: l.main, borderColor: l.card, borderWidth: 1 },
          data: [{ value: [from, trade.entry], say: "in at " + price(trade.entry) }] },
        { name: "exit", type: "scatter", symbol: "triangle", symbolRotate: 180, symbolSize: 13, z: 6,
          itemStyle: { color: trade.net > 0 ? l.up : l.down, borderColor: l.card, borderWidth: 1 },
          data: trade.exits.map((e) => ({ value: [index(list, moment(e)), e.p], say: percent(e.share, 0) + " out at " + price(e.p) + ", " + e.reason })) },
      ],
    });
    byId("trades").querySelectorAll("tbody tr").forEach((row, i) => row.classList.toggle("chosen", i === chosen));
  };

  const choose = (trade) => {
    chosen = (trade + trades.length) % trades.length;
    one(look());
  };

  const multiples = (l) => {
    const all = trades.map((t) => t.r).filter((r) => r !== null);
    const step = 0.5;
    const low = Math.max(-4, Math.floor(Math.min(0, ...all) / step) * step);
    const high = Math.min(8, Math.ceil(Math.max(step, ...all) / step) * step);
    const bins = [];
    for (let from = low; from < high; from += step) bins.push({ from, count: 0 });
    all.forEach((r) => { bins[Math.min(bins.length - 1, Math.max(0, Math.floor((r - low) / step)))].count++; });
    const edge = (bin, i) => (i === 0 && Math.min(...all) < low ? "\u2264 " : i === bins.length - 1 && Math.max(...all) > high ? "\u2265 " : "") + fixed(bin.from, 1);
    draw("multiples", {
      grid: grid({ bottom: 44 }),
      tooltip: tip(l, { formatter: (b) => fixed(bins[b.dataIndex].from, 1) + " to " + fixed(bins[b.dataIndex].from + step, 1) + " R: <b>" + b.value + "</b>" }),
      xAxis: axis(l, { type: "category", data: bins.map(edge), splitLine: { show: false }, ...named("R"), nameTextStyle: { color: l.soft } }),
      yAxis: axis(l, { type: "value", minInterval: 1 }),
      series: [{ type: "bar", barCategoryGap: "8%", data: bins.map((bin) => ({ value: bin.count, itemStyle: { color: bin.from < 0 ? l.down : l.up, borderRadius: [3, 3, 0, 0] } })) }],
    });
  };

  const excursions = (l) => {
    const points = (won) => trades.map((t, i) => ({ value: [t.mae, t.mfe], trade: i })).filter(({ value, trade }) => value[0] !== null && trades[trade].net > 0 === won);
    const chart = draw("excursions", {
      legend: { data: ["won", "lost"], textStyle: { color: l.soft }, top: 0, right: 10 },
      grid: grid({ top: 30, bottom: 44 }),
      tooltip: tip(l, { formatter: (p) => { const t = trades[p.data.trade]; return html(t.name) + " " + time(t.from) + "<br>MAE " + fixed(p.value[0], 2) + " R, MFE " + fixed(p.value[1], 2) + " R<br>net <b>" + fixed(t.net, 2) + "</b>"; } }),
      xAxis: axis(l, { type: "value", ...named("MAE, R: how far against"), nameTextStyle: { color: l.soft } }),
      yAxis: axis(l, { type: "value", name: "MFE, R: how far for", nameTextStyle: { color: l.soft, align: "left" } }),
      series: [["won", true, l.up], ["lost", false, l.down]].map(([name, won, color]) =>
        ({ name, type: "scatter", symbolSize: 7, itemStyle: { color, opacity: 0.7 }, data: points(won) })),
    });
    chart.off("click");
    chart.on("click", (event) => { choose(event.data.trade); byId("one").scrollIntoView({ behavior: "smooth" }); });
  };

  const drawing = { equity, months, prices, trade: one, multiples, excursions };
  const ids = Object.keys(drawing).filter((id) => {
    const drawable = id === "months" ? data.months.length > 0 : id === "prices" ? data.prices.length > 0
      : id === "trade" ? data.windows.length > 0 : id === "equity" || trades.length > 0;
    byId(id).closest("section").hidden = !drawable;
    return drawable;
  });
  const drawAll = () => { const l = look(); ids.forEach((id) => drawing[id](l)); };

  words();
  data.symbols.forEach((name, i) => {
    const option = element("option", name);
    option.value = String(i);
    byId("symbol").append(option);
  });
  byId("symbol").hidden = data.symbols.length < 2;
  byId("symbol").addEventListener("change", () => prices(look()));
  byId("previous").addEventListener("click", () => choose(chosen - 1));
  byId("next").addEventListener("click", () => choose(chosen + 1));
  byId("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    drawAll();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  let resizing = 0;
  window.addEventListener("resize", () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => { Object.values(charts).forEach((chart) => chart.resize()); drawAll(); }, 120);
  });
  drawAll();
})();
