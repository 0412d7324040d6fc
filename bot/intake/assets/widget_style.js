// How the web chat's window looks: the text of a constructed sheet. Part of /chat/widget.js (chat_widget.cpp).
const kStyle = `
  :host { all: initial; position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; font-size: 16px;
    --paper: #ffffff; --ink: #1b2430; --quiet: #5a6675; --line: #d5dbe3; --main: #0b5cad; --on-main: #ffffff;
    --mine: #dcebfb; --theirs: #f1f4f8; --alarm: #b3261e; }
  :host([data-large]) { font-size: 21px; }
  *, *::before, *::after { box-sizing: border-box; }
  .root { font-family: system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; font-size: 1em; line-height: 1.6; color: var(--ink); }
  button, textarea { font: inherit; color: inherit; }
  button { cursor: pointer; }
  button:focus-visible, textarea:focus-visible, .log:focus-visible, .attach:focus-visible { outline: 3px solid #f5a623; outline-offset: 2px; }
  [hidden] { display: none !important; }
  .launch { display: inline-flex; align-items: center; gap: .5em; min-height: 3.25em; padding: 0 1.25em; border: 0; border-radius: 1.7em;
    background: var(--main); color: var(--on-main); font-weight: 600; box-shadow: 0 4px 16px rgba(10, 30, 60, .3); }
  .launch svg { width: 1.4em; height: 1.4em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
  .badge { min-width: 1.5em; padding: 0 .4em; border-radius: .75em; background: var(--alarm); color: #fff; font-size: .85em; text-align: center; }
  .panel { position: fixed; right: 16px; bottom: 16px; display: flex; flex-direction: column; width: min(26em, calc(100vw - 32px));
    height: min(40em, calc(100vh - 32px)); background: var(--paper); border: 1px solid var(--line); border-radius: 12px; overflow: hidden;
    box-shadow: 0 12px 40px rgba(10, 30, 60, .35); }
  header { display: flex; align-items: center; gap: .25em; padding: .5em .5em .5em 1em; background: var(--main); color: var(--on-main); }
  h2 { flex: 1; min-width: 0; margin: 0; font-size: 1.05em; font-weight: 600; }
  header button { min-width: 2.75em; min-height: 2.75em; padding: 0 .5em; border: 0; border-radius: 8px; background: transparent; color: inherit; }
  header button:hover { background: rgba(255, 255, 255, .18); }
  .state { margin: 0; padding: .35em 1em; background: #fff4dc; color: #5c3d00; font-size: .9em; }
  .log { flex: 1; overflow-y: auto; overscroll-behavior: contain; margin: 0; padding: 1em; display: flex; flex-direction: column; gap: .75em; }
  .item { max-width: 88%; align-self: flex-start; }
  .item.mine { align-self: flex-end; }
  .who { display: block; margin: 0 .2em .15em; font-size: .8em; color: var(--quiet); }
  .mine .who { text-align: right; }
  .words { padding: .55em .8em; border-radius: 4px 12px 12px 12px; background: var(--theirs); white-space: pre-wrap; overflow-wrap: anywhere; }
  .mine .words { border-radius: 12px 4px 12px 12px; background: var(--mine); }
  .staff .words { border-left: 3px solid var(--main); }
  .fate { display: block; margin: .15em .2em 0; font-size: .8em; color: var(--quiet); text-align: right; }
  .fate.bad { color: var(--alarm); }
  .chips { display: flex; flex-wrap: wrap; gap: .5em; margin-top: .5em; }
  .chips button { min-height: 2.75em; padding: .25em .9em; border: 1px solid var(--main); border-radius: 1.4em; background: var(--paper); color: var(--main); text-align: left; }
  .chips button:hover { background: var(--mine); }
  form { display: flex; align-items: flex-end; gap: .5em; padding: .6em; border-top: 1px solid var(--line); }
  textarea { flex: 1; min-width: 0; min-height: 2.75em; max-height: 8em; padding: .5em .7em; resize: none; border: 1px solid #8794a5; border-radius: 8px; background: var(--paper); line-height: 1.5; }
  .send { min-height: 2.75em; padding: 0 1.1em; border: 0; border-radius: 8px; background: var(--main); color: var(--on-main); font-weight: 600; }
  .attach { min-height: 2.75em; min-width: 2.75em; padding: 0 .5em; border: 1px solid var(--main); border-radius: 8px; background: transparent; color: var(--main); }
  .trouble { margin: 0; padding: .35em 1em; color: var(--alarm); font-size: .9em; }
  .staged { display: flex; flex-wrap: wrap; gap: .5em; margin: 0; padding: .6em .6em 0; border-top: 1px solid var(--line); list-style: none; }
  .staged li { display: flex; align-items: center; gap: .4em; max-width: 100%; padding: .2em .2em .2em .4em; border: 1px solid var(--line); border-radius: 8px; font-size: .85em; }
  .staged .name { max-width: 9em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .staged button { min-width: 3.2em; min-height: 3.2em; border: 0; border-radius: 8px; background: transparent; color: var(--main); }
  .staged canvas { width: 2.4em; height: 2.4em; border-radius: 4px; }
  .pictures { display: flex; flex-wrap: wrap; gap: .4em; justify-content: flex-end; margin-bottom: .3em; }
  .pictures canvas { width: 6em; height: 6em; border-radius: 8px; background: var(--theirs); }
  .staged + .trouble + form { border-top: 0; }
  .person { min-height: 2.75em; padding: 0 .75em; border: 1px solid var(--main); border-radius: 8px; background: transparent; color: var(--main); white-space: nowrap; }
  .hidden-words { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (max-width: 520px) {
    .panel { inset: 0; width: 100%; height: 100vh; height: 100dvh; border: 0; border-radius: 0; }
      form { flex-wrap: wrap; }
      textarea { flex-basis: 100%; }
      .send { margin-left: auto; }
  }
  @media (prefers-color-scheme: dark) {
    :host { --paper: #17202b; --ink: #e8edf3; --quiet: #a3b0bf; --line: #324052; --main: #8ec2f7; --on-main: #0a1a2b; --mine: #1f3d5c; --theirs: #232f3d; --alarm: #ff9d94; }
    header { background: #123c66; color: #ffffff; }
    .state { background: #4a3a12; color: #ffe7b3; }
    .badge { color: #2b0300; }
  }
  @media (forced-colors: active) { .launch, .send, .panel, .words { border: 1px solid; } }`
