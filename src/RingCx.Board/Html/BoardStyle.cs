namespace RingCx.Board;

/// <summary>How the page looks: on a wall, on a phone, on paper, by day and by night.</summary>
internal static class BoardStyle
{
    // Without the three characters that XML would escape.
    public const string Css = """

        :root { --ground: #fff; --text: #1b1f24; --quiet: #57606a; --line: #d8dee4; --panel: #f6f8fa;
          --warning: #8a5200; --warning-ground: #fff4d6; --critical: #b3141d; --critical-ground: #ffe9e7; }
        @media (prefers-color-scheme: dark) { :root {
          --ground: #0f1317; --text: #e6eaef; --quiet: #9aa5b1; --line: #2b333c; --panel: #171c22;
          --warning: #f0b849; --warning-ground: #2e2510; --critical: #ff8d85; --critical-ground: #3a1817; } }
        * { box-sizing: border-box; }
        html { font: clamp(15px, .55rem + .55vw, 30px)/1.4 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
          background: var(--ground); color: var(--text); }
        body { margin: 0; padding: 1.2rem clamp(.8rem, 2.5vw, 3rem) 2rem; }
        header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .3rem 2rem;
          margin-bottom: 1.2rem; }
        h1 { font-size: 1.6rem; font-weight: 650; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
        header p { margin: .2rem 0 0; color: var(--quiet); }
        time, .n, .tel, dd { font-variant-numeric: tabular-nums; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .8rem; margin: 0 0 1.6rem; }
        .figures div { background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; padding: .7rem 1rem; }
        dt { color: var(--quiet); font-size: .85rem; }
        dd { margin: 0; font-size: 2.4rem; font-weight: 650; line-height: 1.15; }
        .board, .pair { display: grid; gap: 0 2.5rem; align-items: start; grid-template-columns: minmax(0, 1fr); }
        section { margin-bottom: 1.8rem; overflow-x: auto; }
        table { width: 100%; border-collapse: collapse; }
        caption { text-align: left; font-weight: 650; font-size: 1.1rem; padding-bottom: .35rem; }
        th, td { text-align: left; padding: .38rem .9rem .38rem .6rem; border-bottom: 1px solid var(--line); vertical-align: baseline;
          white-space: nowrap; }
        thead th { color: var(--quiet); font-weight: 500; font-size: .85rem; }
        tbody th { font-weight: 500; }
        th.n, td.n { text-align: right; }
        td b { font-weight: 500; }
        .note { color: var(--quiet); margin: 0 0 1.6rem; }
        .none { color: var(--quiet); }
        .level { font-size: .75rem; margin-right: .5em; }
        tr.warning .level, tr.warning td b, .figures .warning dd { color: var(--warning); font-weight: 650; }
        tr.critical .level, tr.critical td b, .figures .critical dd { color: var(--critical); font-weight: 650; }
        tr.warning { background: var(--warning-ground); }
        tr.critical { background: var(--critical-ground); }
        .figures .warning { background: var(--warning-ground); border-color: var(--warning); }
        .figures .critical { background: var(--critical-ground); border-color: var(--critical); }
        .floor .pair thead th { white-space: normal; vertical-align: bottom; }
        .floor th, .floor td { padding-left: .4rem; padding-right: .6rem; }
        @media screen and (min-width: 640px) { .pair { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
        @media screen and (min-width: 1500px) {
          .board { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); }
          .pair { grid-template-columns: minmax(0, 1fr); }
        }
        @media screen and (max-width: 1359px) { .floor .pair { grid-template-columns: minmax(0, 1fr); } }
        @media screen and (min-width: 1360px) and (max-width: 1699px) {
          .floor { grid-template-columns: minmax(0, 1fr); }
          .floor .pair { grid-template-columns: repeat(2, minmax(0, 1fr)); }
        }
        @media screen and (min-width: 1700px) { .floor { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); } }
        @media screen and (max-width: 540px) {
          th, td { padding: .35rem .5rem .35rem .3rem; }
          thead th { white-space: normal; }
          .level { display: block; margin: 0; line-height: 1; }
        }
        @media print {
          :root { --ground: #fff; --text: #000; --quiet: #444; --line: #bbb; --panel: #fff; --warning: #7a4700; --critical: #a00; }
          html { font-size: 9.5pt; }
          body { padding: 0; }
          section { overflow: visible; }
          thead { display: table-header-group; }
          tr { break-inside: avoid; }
          th, td { white-space: normal; }
        }

        """;
}
