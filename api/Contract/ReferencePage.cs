using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using static Lecce.Riscossione.Api.Contract.ReferenceText;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>The published document as one HTML page without scripts or network access, for screens, paper and screen readers.</summary>
internal sealed class ReferencePage(JsonNode document)
{
    private static readonly (string Id, string Title)[] Chapters =
    [
        ("inizio", "Per iniziare"),
        ("operazioni", "Operazioni"),
        ("iter", "Iter"),
        ("notifiche", "Notifiche"),
        ("errori", "Errori"),
        ("schemi", "Schemi dei dati"),
        ("condizioni", "Condizioni d'uso"),
    ];

    private readonly ReferenceOperations operations = new(document);

    public string Html()
    {
        var info = document["info"]!;
        var title = $"{Encode((string?)info["title"])} {Encode((string?)info["version"])}";
        return $"""
            <!doctype html>
            <html lang="it">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>{title}: riferimento</title>
            <style>{ReferenceStyle.Sheet}</style>
            </head>
            <body>
            <a class="skip" href="#contenuto">Vai al contenuto</a>
            <header>
            <h1>{title}</h1>
            <p>{Prose(info["x-summary"])}</p>
            </header>
            <div class="columns">
            {Navigation()}
            <main id="contenuto">
            {Start(info)}
            {Operations()}
            {Timeline()}
            {Webhooks()}
            {Problems()}
            <section id="schemi">
            <h2>Schemi dei dati</h2>
            {new ReferenceSchemas(document).All()}</section>
            {Terms(info)}
            </main>
            </div>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private string Navigation()
    {
        var chapters = Chapters.Select(chapter =>
            chapter.Id == "operazioni"
                ? $"<li><a href=\"#{chapter.Id}\">{chapter.Title}</a>\n<ul>\n{string.Join('\n', Tags().Select(TagLinks))}\n</ul></li>"
                : $"<li><a href=\"#{chapter.Id}\">{chapter.Title}</a></li>"
        );
        return $"<nav aria-label=\"Indice\">\n<ul>\n{string.Join('\n', chapters)}\n</ul>\n</nav>";
    }

    private string TagLinks((string Name, string Title) tag)
    {
        var links = operations
            .Of(tag.Name)
            .Select(one => $"<li><a href=\"#{Anchor("op", one.Id)}\">{Encode((string?)one.Operation["summary"])}</a></li>");
        return $"<li><details><summary>{Encode(tag.Title)}</summary>\n<ul>\n{string.Join('\n', links)}\n</ul></details></li>";
    }

    private string Start(JsonNode info)
    {
        var servers = document["servers"]!
            .AsArray()
            .Select(server => $"<li><code>{Encode((string?)server!["url"])}</code>: {Prose(server["description"])}</li>");
        var scopes = Scopes.All.Select(scope => $"<code>{scope}</code>");
        return $"""
            <section id="inizio">
            <h2>Per iniziare</h2>
            <p>{Prose(info["description"])}</p>
            <h3>Indirizzi</h3>
            <ul>
            {string.Join('\n', servers)}
            </ul>
            <h3>Credenziali e permessi</h3>
            <p>{Prose(document["components"]!["securitySchemes"]![OpenApiOperations.SecurityScheme]!["description"])}
            Si inviano nell'intestazione <code>Authorization: Bearer …</code>, mai nell'indirizzo. Ogni operazione dice il permesso che
            richiede; <code>admin</code> li comprende tutti. I permessi: {string.Join(", ", scopes)}.</p>
            <h3>Regole comuni</h3>
            <ul>
            <li>Gli importi sono interi, in centesimi di euro; gli istanti sono in UTC, le date sono di calendario.</li>
            <li>Gli elenchi hanno pagine: <code>nextCursor</code>, quando c'è, si passa come <code>cursor</code> con gli stessi filtri.</li>
            <li>Una <code>POST</code> con la stessa <code>Idempotency-Key</code> non ripete l'effetto: riceve la stessa risposta.</li>
            <li>Una <code>PUT</code> ripete in <code>If-Match</code> l'<code>etag</code> letto, e non cancella ciò che altri hanno cambiato.</li>
            <li>I valori delle parole elencate come <em>valori</em> possono aumentare: un programma deve tollerare quelli che non conosce.</li>
            </ul>
            </section>
            """;
    }

    private string Operations() =>
        $"""
            <section id="operazioni">
            <h2>Operazioni</h2>
            {string.Concat(Tags().Select(tag =>
                $"<h3 class=\"tag\" id=\"{Anchor("tag", tag.Name)}\">{Encode(tag.Title)}</h3>\n"
                + string.Concat(operations.Of(tag.Name).Select(one => operations.Show(one.Id, one.Method, one.Path, one.Operation)))))}</section>
            """;

    private string Timeline() =>
        $"""
            <section id="iter">
            <h2>Iter</h2>
            <p>Gli eventi dell'iter di un documento, elencati da <code>ReadPaymentDocumentTimeline</code>: <code>data</code> dipende dal tipo.</p>
            {operations.Timeline()}</section>
            """;

    private string Webhooks() =>
        $"""
            <section id="notifiche">
            <h2>Notifiche</h2>
            <p>A chi registra un destinatario con <code>RegisterWebhookEndpoint</code> ogni evento richiesto è inviato con una <code>POST</code> firmata
            secondo Standard Webhooks 1.0. Contiene solo identificativi e importi: il resto si legge con le altre operazioni. Può arrivare più di
            una volta e in altro ordine: riconoscerlo da <code>webhook-id</code>. Chi non può riceverla legge gli stessi eventi con
            <code>FindEvents</code>.</p>
            {operations.Webhooks()}</section>
            """;

    private static string Problems()
    {
        var statuses = Codes.All.GroupBy(Http.Problems.StatusOf).OrderBy(group => group.Key).Select(ProblemsOf);
        return $"""
            <section id="errori">
            <h2>Errori</h2>
            <p>Ogni risposta con stato da 400 in su è <code>application/problem+json</code> (RFC 9457), con un <code>code</code> stabile sul quale un
            programma può decidere e il <code>requestId</code> da citare nelle segnalazioni.</p>
            {string.Concat(statuses)}</section>
            """;
    }

    private static string ProblemsOf(IGrouping<int, RefusalCode> codes) =>
        $"<h3>Stato {codes.Key}</h3>\n"
        + Table(
            $"Codici dello stato {codes.Key}",
            ["Codice", "Quando si verifica", "Che cosa fare"],
            codes.Select(code =>
            {
                var help = ProblemHelp.Of(code);
                return $"<tr id=\"{Anchor("problem", code.Value)}\"><td><code>{code.Value}</code><br>{Encode(code.Title)}</td>"
                    + $"<td>{Encode(help.When)}</td><td>{Encode(help.Remedy)}</td></tr>";
            })
        );

    private static string Terms(JsonNode info) =>
        $"""
            <section id="condizioni">
            <h2>Condizioni d'uso</h2>
            <ul>
            <li>L'API è dei sistemi a cui l'ente creditore ha rilasciato una credenziale; chi la riceve la custodisce, non la cede e ne chiede la
            revoca appena sospetta che sia nota ad altri.</li>
            <li>Ogni chiamata è attribuita alla credenziale, e ciò che cambia un documento è conservato nel suo iter.</li>
            <li>I dati delle persone servono solo alla riscossione delle entrate dell'ente; non si scrivono in indirizzi, nomi e riferimenti che
            questa documentazione chiede senza dati personali.</li>
            <li>Le richieste al minuto sono limitate: le risposte dicono quante ne restano; oltre, <code>429</code> con <code>Retry-After</code>.</li>
            <li>La versione 1 cambia solo aggiungendo. Ciò che sarà ritirato è annunciato dalle intestazioni <code>Deprecation</code> e
            <code>Sunset</code>.</li>
            <li>Segnalazioni: {Encode((string?)info["contact"]!["name"])}, <a href="{Encode((string?)info["contact"]!["url"])}">{Encode(
                (string?)info["contact"]!["url"]
            )}</a>, <a href="mailto:{Encode((string?)info["contact"]!["email"])}">{Encode((string?)info["contact"]!["email"])}</a>.</li>
            <li>Il programma è libero, con licenza <a href="{Encode((string?)info["license"]!["url"])}">{Encode(
                (string?)info["license"]!["name"]
            )}</a>.</li>
            </ul>
            </section>
            """;

    private IEnumerable<(string Name, string Title)> Tags() =>
        document["tags"]!.AsArray().Select(tag => ((string)tag!["name"]!, ((string)tag["description"]!).TrimEnd('.')));
}
