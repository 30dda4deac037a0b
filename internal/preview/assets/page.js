// What moves on the page: panels that are asked for when they are seen, the values under a pointer, and the theme.
(() => {
  'use strict';
  const root = document.documentElement;
  const page = document.body;
  const live = page.classList.contains('live');
  const data = new Map(); // by panel element: what a pointer finds

  // The theme: what was chosen last, else what the page says.
  const key = 'dashgen-theme';
  const stored = (() => { try { return localStorage.getItem(key); } catch { return null; } })();
  const theme = () => root.classList.contains('light') ? 'light' : 'dark';
  if (live && (stored === 'light' || stored === 'dark')) root.classList.toggle('light', stored === 'light');
  const toggle = document.getElementById('theme');
  if (toggle) toggle.addEventListener('click', () => {
    root.classList.toggle('light');
    try { localStorage.setItem(key, theme()); } catch { /* the page still turns */ }
    redraw();
  });

  // Buttons that open what they say.
  document.addEventListener('click', (e) => {
    const button = e.target.closest('button[data-says]');
    for (const open of document.querySelectorAll('.says:not([hidden])')) {
      if (open.contains(e.target) || button && open.id === button.dataset.says) continue;
      close(open);
    }
    if (!button) return;
    const says = document.getElementById(button.dataset.says);
    says.hidden = !says.hidden;
    button.setAttribute('aria-expanded', String(!says.hidden));
  });
  function close(says) {
    says.hidden = true;
    const button = document.querySelector('button[data-says="' + says.id + '"]');
    if (button) button.setAttribute('aria-expanded', 'false');
  }
  document.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape') return;
    document.querySelectorAll('.says:not([hidden])').forEach(close);
    document.querySelectorAll('details.picker[open]').forEach((d) => { d.open = false; d.querySelector('summary').focus(); });
    leave();
  });

  // Panels.
  const panels = [...document.querySelectorAll('.panel')];
  let running = 0;
  const queue = [];
  function pump() {
    while (running < 4 && queue.length) {
      const panel = queue.shift();
      running++;
      load(panel).finally(() => { running--; pump(); });
    }
  }
  function ask(panel) {
    if (!queue.includes(panel)) queue.push(panel);
    pump();
  }
  const closed = (panel) => panel.closest('details:not([open])') !== null;
  const measure = (panel) => {
    const body = panel.querySelector('.body');
    return Math.floor(body.clientWidth) + 'x' + Math.floor(body.clientHeight) + theme();
  };
  async function load(panel) {
    const body = panel.querySelector('.body');
    const w = Math.floor(body.clientWidth), h = Math.floor(body.clientHeight);
    if (w < 20 || h < 10) return;
    const size = measure(panel);
    panel.dataset.drawn = size;
    panel.dataset.state = 'asked';
    const query = new URLSearchParams(location.search);
    query.set('id', panel.dataset.id);
    query.set('w', w); query.set('h', h); query.set('theme', theme());
    try {
      const answer = await fetch(page.dataset.panel + '?' + query, { headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new Error((await answer.text()) || answer.statusText);
      const got = await answer.json();
      if (panel.dataset.drawn === size) show(panel, got); // else it was asked for again meanwhile
    } catch (err) {
      if (panel.dataset.drawn !== size) return;
      body.replaceChildren();
      const wait = document.createElement('p');
      wait.className = 'wait';
      wait.textContent = 'cannot be drawn: ' + err.message;
      body.append(wait);
      panel.dataset.state = 'failed';
    }
  }
  function show(panel, got) {
    const body = panel.querySelector('.body');
    body.innerHTML = got.html; // made by the server, which escapes every text
    body.classList.toggle('moves', body.firstElementChild?.clientWidth > body.clientWidth);
    panel.dataset.state = got.errors ? 'error' : 'ready';
    const span = document.getElementById('span');
    if (span && got.span) span.textContent = got.span;
    notes(panel, 'bad', got.errors);
    notes(panel, 'warn', got.notes);
    prepare(panel, got.hover);
  }
  function notes(panel, kind, list) {
    const header = panel.querySelector('header');
    const id = panel.id + '-' + kind;
    let button = header.querySelector('.' + kind);
    let says = document.getElementById(id);
    if (!list || !list.length) {
      if (button) { button.remove(); says.remove(); }
      return;
    }
    if (!button) {
      button = document.createElement('button');
      button.type = 'button';
      button.className = kind;
      button.dataset.says = id;
      button.setAttribute('aria-expanded', 'false');
      button.setAttribute('aria-label', kind === 'bad' ? 'Errors' : 'Notes');
      button.textContent = kind === 'bad' ? '!' : 'n';
      header.append(button);
      says = document.createElement('div');
      says.className = 'says';
      says.id = id;
      says.hidden = true;
      panel.append(says);
    }
    says.textContent = list.join('\n');
  }
  function redraw() {
    if (!live) return;
    for (const panel of panels) {
      if (panel.dataset.drawn && !closed(panel) && panel.dataset.drawn !== measure(panel)) ask(panel);
    }
  }
  if (live && panels.length) {
    const seen = new IntersectionObserver((entries) => {
      for (const e of entries) if (e.isIntersecting && !e.target.dataset.drawn) ask(e.target);
    }, { rootMargin: '400px' });
    panels.forEach((p) => seen.observe(p));
    document.querySelectorAll('details.row').forEach((row) => row.addEventListener('toggle', redraw));
    let timer;
    addEventListener('resize', () => { clearTimeout(timer); timer = setTimeout(redraw, 150); });
    const again = () => panels.forEach((p) => { if (p.dataset.drawn && !closed(p)) ask(p); });
    document.getElementById('refresh')?.addEventListener('click', again);
    let every;
    const beat = document.getElementById('every');
    const tick = () => {
      clearInterval(every);
      if (Number(beat.value) > 0) every = setInterval(again, Number(beat.value) * 1000);
    };
    beat?.addEventListener('change', () => {
      const query = new URLSearchParams(location.search);
      query.set('refresh', beat.value);
      history.replaceState(null, '', '?' + query); // a choice that outlives the page
      tick();
    });
    if (beat) tick();
  }

  // Pickers: what opens closes its neighbours, and a choice of one value applies at once.
  document.querySelectorAll('details.picker').forEach((d) => d.addEventListener('toggle', () => {
    if (d.open) document.querySelectorAll('details.picker[open]').forEach((o) => { if (o !== d) o.open = false; });
  }));
  document.querySelectorAll('select[data-apply]').forEach((s) => s.addEventListener('change', () => s.form.requestSubmit()));
  document.querySelectorAll('.options').forEach((box) => box.addEventListener('change', (e) => {
    const all = box.querySelector('input[value="$__all"]');
    if (!all || e.target.type !== 'checkbox') return;
    if (e.target === all) box.querySelectorAll('input[type=checkbox]').forEach((c) => { if (c !== all) c.checked = false; });
    else if (e.target.checked) all.checked = false;
  }));

  // The values at one time, in every panel that is seen.
  const clock = (t) => new Date(t).toISOString().slice(11, 19);
  const visible = (el) => { const r = el.getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight && r.width > 0; };
  function prepare(panel, hover) {
    data.delete(panel);
    const body = panel.querySelector('.body');
    body.removeAttribute('tabindex');
    if (!hover || !hover.t.length) return;
    data.set(panel, hover);
    body.tabIndex = 0;
    body.setAttribute('aria-label', panel.querySelector('h3')?.textContent + ', arrow keys read values');
    body.setAttribute('role', 'group');
  }
  function plotOf(panel) {
    const hover = data.get(panel);
    const svg = [...panel.querySelectorAll('.body svg[viewBox]')].find((s) => s.parentElement.closest('svg') === null && s.getClientRects().length);
    if (!hover || !svg) return null;
    const box = svg.getBoundingClientRect();
    const plot = svg.closest('.narrow') ? hover.narrow || hover.plot : hover.plot;
    const scale = box.width / svg.viewBox.baseVal.width;
    return { box, hover, x: box.left + plot[0] * scale, y: box.top + plot[1] * scale, w: plot[2] * scale, h: plot[3] * scale };
  }
  const marks = [];
  let at = null;
  function leave() {
    at = null;
    while (marks.length) marks.pop().remove();
  }
  function nearest(times, t) {
    let lo = 0, hi = times.length - 1;
    while (lo < hi) { const mid = (lo + hi) >> 1; if (times[mid] < t) lo = mid + 1; else hi = mid; }
    return lo > 0 && t - times[lo - 1] < times[lo] - t ? lo - 1 : lo;
  }
  function pointAt(t, from, say) {
    leave();
    at = t;
    for (const panel of data.keys()) {
      if (!visible(panel)) continue;
      const p = plotOf(panel);
      if (!p) continue;
      const [a, b] = p.hover.range;
      const share = (t - a) / (b - a);
      if (share < 0 || share > 1) continue;
      const cross = document.createElement('div');
      cross.className = 'cross';
      const body = panel.querySelector('.body');
      const base = body.getBoundingClientRect();
      cross.style.left = p.x + share * p.w - base.left + 'px';
      cross.style.top = p.y - base.top + 'px';
      cross.style.height = p.h + 'px';
      body.append(cross);
      marks.push(cross);
      tip(panel, p, t, p.x + share * p.w, panel === from, say);
    }
  }
  function tip(panel, p, t, x, main, say) {
    const i = nearest(p.hover.t, t);
    const lines = [];
    for (const s of p.hover.series) if (s.v[i] >= 0) lines.push([s.name, p.hover.words[s.v[i]], s.color]);
    const most = main ? 20 : 4;
    const box = document.createElement('div');
    box.className = 'tip';
    const head = document.createElement('b');
    head.textContent = clock(p.hover.t[i]) + ' UTC';
    box.append(head);
    for (const [name, value, color] of lines.slice(0, most)) {
      const row = document.createElement('div');
      const mark = document.createElement('i');
      mark.style.background = color;
      const n = document.createElement('span');
      n.className = 'n';
      n.textContent = name;
      const v = document.createElement('span');
      v.textContent = value;
      row.append(mark, n, v);
      box.append(row);
    }
    if (lines.length > most || !lines.length) {
      const more = document.createElement('div');
      more.textContent = lines.length ? lines.length - most + ' more' : 'no value';
      box.append(more);
    }
    document.body.append(box);
    marks.push(box);
    const w = box.offsetWidth, h = box.offsetHeight;
    box.style.left = Math.max(4, x + 12 + w > p.box.right && x - 12 - w > 4 ? x - 12 - w : Math.min(x + 12, innerWidth - w - 4)) + 'px';
    box.style.top = Math.max(4, Math.min(p.y + 4, innerHeight - h - 4)) + 'px';
    if (main && say) {
      const aloud = document.getElementById('aloud');
      if (aloud) aloud.textContent = clock(p.hover.t[i]) + ': ' + lines.map((l) => l[0] + ' ' + l[1]).join(', ');
    }
  }
  document.addEventListener('pointermove', (e) => {
    const panel = e.target.closest?.('.panel');
    const p = panel && plotOf(panel);
    if (!p || e.clientX < p.x || e.clientX > p.x + p.w || e.clientY < p.y || e.clientY > p.y + p.h) { if (at !== null) leave(); return; }
    const [a, b] = p.hover.range;
    pointAt(a + (e.clientX - p.x) / p.w * (b - a), panel, false);
  });
  document.addEventListener('keydown', (e) => {
    const body = document.activeElement;
    const panel = body?.classList.contains('body') && body.closest('.panel');
    const hover = panel && data.get(panel);
    if (!hover || !['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(e.key)) return;
    e.preventDefault();
    const last = hover.t.length - 1;
    const i = at === null ? last : nearest(hover.t, at);
    const to = { ArrowLeft: Math.max(i - (at === null ? 0 : 1), 0), ArrowRight: Math.min(i + 1, last), Home: 0, End: last }[e.key];
    pointAt(hover.t[to], panel, true);
  });
  addEventListener('scroll', leave, { passive: true });

  // A picture in a file brings its values along.
  const brought = document.getElementById('hover');
  if (brought) {
    const all = JSON.parse(brought.textContent);
    for (const panel of panels) prepare(panel, all[panel.dataset.id]);
  }

  // The page comes back as it is when what it shows has changed.
  if (live && page.dataset.state) {
    const first = page.dataset.now;
    setInterval(async () => {
      try {
        const state = await (await fetch(page.dataset.state)).text();
        if (state !== first) location.reload();
      } catch { /* the server is gone; the page stays */ }
    }, 2000);
  }
})();
