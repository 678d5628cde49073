namespace Lecce.Riscossione.Api.Contract;

/// <summary>The style of the reference page: light or dark as the system, one column on a telephone, no navigation on paper.</summary>
internal static class ReferenceStyle
{
    public const string Sheet = """

        :root { color-scheme: light dark; --ink: #17202b; --soft: #55606e; --paper: #fff; --shade: #f3f5f8; --line: #ccd3db; --link: #0050a8; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6eaf0; --soft: #a9b4c2; --paper: #12161c; --shade: #1c232c; --line: #394452; --link: #7db8ff; }
        }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 1rem; }
        body { margin: 0; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        a { color: var(--link); }
        a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -99rem; }
        .skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--paper); z-index: 1; }
        header { padding: 1.5rem 2rem 1rem; border-bottom: 1px solid var(--line); }
        header h1, header p { margin: 0; }
        header p { color: var(--soft); }
        .columns { display: grid; grid-template-columns: 19rem minmax(0, 1fr); max-width: 90rem; }
        nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 1.5rem 1rem 2rem 2rem; font-size: .92rem; }
        nav ul { list-style: none; margin: 0; padding: 0 0 0 .8rem; }
        nav > ul { padding: 0; }
        nav li { margin: .3rem 0; }
        nav a { text-decoration: none; }
        nav a:hover { text-decoration: underline; }
        main { padding: 0 2rem 4rem; }
        h2 { margin: 3rem 0 1rem; padding-bottom: .3rem; border-bottom: 2px solid var(--line); font-size: 1.6rem; }
        h3 { margin: 2rem 0 .5rem; font-size: 1.2rem; }
        h3.tag { font-size: 1.4rem; margin-top: 3rem; }
        h4 { margin: 1.4rem 0 .4rem; font-size: 1rem; }
        p { max-width: 52rem; }
        code, pre { font-family: ui-monospace, Consolas, monospace; font-size: .9em; overflow-wrap: anywhere; }
        pre { margin: .5rem 0; padding: .8rem 1rem; background: var(--shade); border: 1px solid var(--line); max-height: 28rem; overflow: auto;
          overflow-wrap: normal; }
        details summary { cursor: pointer; padding: .2rem 0; }
        .operation { border-top: 1px solid var(--line); }
        .address { font-size: 1.05rem; }
        .method { display: inline-block; min-width: 4.2em; padding: .1em .5em; border-radius: .25rem; color: #fff; font-weight: 600; font-size: .85em;
          text-align: center; background: #2a5d8f; }
        .method.post { background: #1d6b3a; }
        .method.put { background: #8a5300; }
        .method.delete { background: #a32020; }
        .id { color: var(--soft); font-size: .92rem; }
        .wide { overflow-x: auto; margin: .5rem 0 1rem; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); }
        th { color: var(--soft); font-weight: 600; }
        td:first-child { min-width: 5rem; max-width: 18rem; }
        td:first-child code { overflow-wrap: normal; }
        td strong { color: var(--soft); font-weight: 400; font-size: .85em; display: block; }
        tr:target, section:target > h3 { background: var(--shade); }
        @media (max-width: 60rem) {
          .columns { display: block; }
          header, main, nav { padding-left: 1rem; padding-right: 1rem; }
          nav { position: static; max-height: none; padding-bottom: 0; }
          table { min-width: 34rem; }
        }
        @media print { nav, .skip { display: none; } .columns { display: block; } }

        """;
}
