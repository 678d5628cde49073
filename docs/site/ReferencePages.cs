using System.Text.Json.Nodes;
using static Lecce.Riscossione.Site.ReferenceText;

namespace Lecce.Riscossione.Site;

/// <summary>The pages that are made from the contract.</summary>
internal sealed class ReferencePages(JsonNode contract)
{
    private readonly Fields fields = new(contract);
    private readonly ReferenceOperations operations = new(contract);

    /// <summary>One page for each tag.</summary>
    public IEnumerable<Page> Operations() =>
        contract["tags"]!
            .AsArray()
            .Select(tag =>
            {
                var all = operations.Of((string)tag!["name"]!).ToList();
                return new Page(
                    FileOf(tag),
                    TitleOf(tag),
                    $"<p class=\"lead\">{Encode((string)tag["description"]!)}</p>\n{string.Concat(all.Select(operations.Html))}",
                    [
                        new Part("", TitleOf(tag), 1, (string)tag["description"]!),
                        .. all.Select(one => new Part(
                            one.Anchor,
                            one.Summary,
                            2,
                            $"{one.Call.Method} /{one.Call.Path} {one.Call.Id} {one.Node["description"]}"
                        )),
                    ]
                )
                {
                    IsReference = true,
                };
            });

    /// <summary>Addresses, the list of all operations, and the terms.</summary>
    public Page Overview()
    {
        var info = contract["info"]!;
        var servers = contract["servers"]!
            .AsArray()
            .Select(server => $"<li><code>{Encode((string?)server!["url"])}</code>: {Prose(server["description"])}</li>\n");
        var groups = contract["tags"]!
            .AsArray()
            .Select(tag =>
                $"<h3><a href=\"{FileOf(tag!)}\">{Encode(TitleOf(tag!))}</a></h3>\n<ul class=\"operations\">\n"
                + string.Concat(
                    operations
                        .Of((string)tag!["name"]!)
                        .Select(one =>
                            $"<li><a href=\"{FileOf(tag)}#{one.Anchor}\">{Encode(one.Summary)}</a> <span>{one.Call.Method} {Code($"/{one.Call.Path}")}</span></li>\n"
                        )
                )
                + "</ul>\n"
            );
        var html = $"""
            <p>{Prose(info["description"])}</p>
            <p>Ogni operazione riporta parametri, corpo, risposte ed errori, con una chiamata vera in curl, C# e TypeScript. Il contratto si scarica in
            <a href="/openapi/v1.json">OpenAPI 3.0</a>, in <a href="/openapi/v1.oas31.json">OpenAPI 3.1</a>, che descrive anche i webhook, e come
            <a href="/openapi/v1.postman.json">raccolta per Postman e Bruno</a>; si prova dal browser a <a href="/docs/try">/docs/try</a>. Questi
            quattro indirizzi sono del programma in esecuzione.</p>
            <h2 id="indirizzi">Indirizzi</h2>
            <ul>
            {string.Concat(servers)}</ul>
            <h2 id="credenziali">Credenziali</h2>
            <p>{Prose(contract["components"]!["securitySchemes"]!["ApiKey"]!["description"])} Si inviano nell'intestazione
            <code>Authorization: Bearer …</code>, mai nell'indirizzo. Ogni operazione indica il permesso richiesto; <code>admin</code> li comprende
            tutti (<a href="authorization.html">autorizzazioni</a>).</p>
            <h2 id="esempi">Esempi</h2>
            <p>Gli esempi in curl usano l'indirizzo <code>$API</code> e la chiave <code>$KEY</code>; quelli in C# e in TypeScript un
            <code>client</code>:</p>
            {Samples.Html(
                [
                    new Sample("sh", "API='http://localhost:5080'\nKEY='rk_…'"),
                    new Sample(
                        "csharp",
                        "using Lecce.Riscossione.Sdk;\nusing NodaTime;\n\nusing var client = new RiscossioneClient(new Uri(\"http://localhost:5080\"), apiKey);"
                    ),
                    new Sample(
                        "ts",
                        "import { RiscossioneClient } from \"@comune-lecce/riscossione\";\n\nconst client = new RiscossioneClient({ baseUrl: \"http://localhost:5080\", apiKey });"
                    ),
                ],
                "client"
            )}
            <h2 id="operazioni">Operazioni</h2>
            {string.Concat(groups)}
            <h2 id="condizioni">Condizioni d'uso</h2>
            {Terms(info)}
            """;
        return new Page(
            "reference.html",
            "Tutte le operazioni",
            html,
            [
                new Part("", "Tutte le operazioni", 1, (string)info["description"]!),
                new Part("indirizzi", "Indirizzi", 2, ""),
                new Part("credenziali", "Credenziali", 2, "Authorization Bearer chiave token"),
                new Part("esempi", "Esempi", 2, "curl C# TypeScript"),
                new Part("operazioni", "Operazioni", 2, ""),
                new Part("condizioni", "Condizioni d'uso", 2, ""),
            ]
        );
    }

    /// <summary>The webhook of every type of event.</summary>
    public Page Events() =>
        Catalogue(
            "events.html",
            "Eventi dei webhook",
            """
            <p>A chi registra un indirizzo ogni evento richiesto arriva con una <code>POST</code> firmata secondo Standard Webhooks 1.0 (<a
            href="webhooks.html">come riceverla</a>). Contiene solo identificativi e importi: il resto si legge con le altre operazioni. Può arrivare
            più di una volta e in altro ordine: <code>webhook-id</code> la riconosce. Chi non può ricevere chiamate legge gli stessi eventi con
            <a href="reference-webhooks.html#find-events">FindEvents</a>.</p>
            """,
            contract["x-webhooks"]!
                .AsObject()
                .Select(one =>
                {
                    var post = one.Value!["post"]!;
                    var body = post["requestBody"]!["content"]!["application/json"]!;
                    return (
                        one.Key,
                        Text: (string)post["summary"]!,
                        Html: $"<p>{Prose(post["description"])}</p>\n{fields.Whole(body["schema"]!)}{Example("Esempio", body["example"]!)}"
                    );
                })
        );

    /// <summary>The events of a document's timeline.</summary>
    public Page Timeline() =>
        Catalogue(
            "timeline.html",
            "Eventi dell'iter",
            """
            <p>L'iter di un documento, letto con <a href="reference-payment-documents.html#read-payment-document-timeline">ReadPaymentDocumentTimeline</a>,
            è la catena di questi eventi: <code>data</code> dipende dal tipo.</p>
            """,
            contract["x-timeline-events"]!
                .AsObject()
                .Select(one =>
                    (
                        one.Key,
                        Text: (string)one.Value!["summary"]!,
                        Html: $"<p>{Prose(one.Value["description"])}</p>\n{fields.Whole(one.Value["schema"]!)}{Example("Esempio", one.Value["example"]!)}"
                    )
                )
        );

    /// <summary>The codes of problems. The <c>type</c> of a problem leads here.</summary>
    public Page Problems() =>
        Catalogue(
            "problems.html",
            "Codici di errore",
            """
            <p>Ogni risposta con stato da 400 in su è <code>application/problem+json</code> (RFC 9457): <code>code</code> è stabile e un programma può
            decidere in base a esso; <code>detail</code> spiega il caso a una persona; <code>errors</code> indica i campi; <code>requestId</code> va
            citato nelle segnalazioni. <code>type</code> conduce a questa pagina.</p>
            """,
            (contract["x-problem-codes"]?.AsObject() ?? []).Select(one =>
                (
                    one.Key,
                    Text: (string)one.Value!["title"]!,
                    Html: $"<p class=\"status\">Stato HTTP {one.Value["status"]}</p>\n<p><strong>Quando si verifica.</strong> {Prose(one.Value["when"])}</p>\n"
                        + $"<p><strong>Che cosa fare.</strong> {Prose(one.Value["remedy"])}</p>\n"
                )
            )
        );

    /// <summary>The named schemas.</summary>
    public Page Schemas()
    {
        var all = contract["components"]!["schemas"]!.AsObject().OrderBy(schema => schema.Key, StringComparer.Ordinal).ToList();
        var html = all.Select(schema =>
            $"<section id=\"{Anchor("schema", schema.Key)}\">\n<h2>{schema.Key}</h2>\n<p>{Prose(schema.Value!["description"])}</p>\n{fields.Own(schema.Value)}</section>\n"
        );
        return new Page(
            "schemas.html",
            "Schemi dei dati",
            string.Concat(html),
            [
                new Part("", "Schemi dei dati", 1, ""),
                .. all.Select(schema => new Part(Anchor("schema", schema.Key), schema.Key, 3, (string?)schema.Value!["description"] ?? "")),
            ]
        );
    }

    private static Page Catalogue(string file, string title, string intro, IEnumerable<(string Key, string Text, string Html)> entries)
    {
        var all = entries.ToList();
        var html = all.Select(one =>
            $"<section id=\"{Slug(one.Key)}\" class=\"entry\">\n<h2><code>{Encode(one.Key)}</code></h2>\n<p class=\"lead\">{Encode(one.Text)}</p>\n{one.Html}</section>\n"
        );
        return new Page(
            file,
            title,
            intro + string.Concat(html),
            [new Part("", title, 1, ""), .. all.Select(one => new Part(Slug(one.Key), one.Key, 2, one.Text))]
        );
    }

    private static string Terms(JsonNode info) =>
        $"""
            <ul>
            <li>L'API è dei sistemi a cui l'ente creditore ha rilasciato una credenziale; chi la riceve la custodisce, non la cede e ne chiede la
            revoca appena sospetta che sia nota ad altri.</li>
            <li>Ogni chiamata è attribuita alla credenziale, e ciò che cambia un documento è conservato nel suo iter.</li>
            <li>I dati delle persone servono solo alla riscossione delle entrate dell'ente; non si scrivono in indirizzi, nomi e riferimenti che
            questa documentazione chiede senza dati personali.</li>
            <li>Le richieste al minuto sono limitate: le risposte dicono quante ne restano; oltre, <code>429</code> con <code>Retry-After</code>.</li>
            <li>La versione 1 cambia solo aggiungendo. Ciò che sarà ritirato è annunciato dalle intestazioni <code>Deprecation</code> e
            <code>Sunset</code>.</li>
            <li>Segnalazioni: {Encode((string?)info["contact"]!["name"])}, <a href="{Encode((string?)info["contact"]!["url"])}">sito</a>,
            <a href="mailto:{Encode((string?)info["contact"]!["email"])}">{Encode((string?)info["contact"]!["email"])}</a>.</li>
            <li>Il programma è libero, con licenza <a href="{Encode((string?)info["license"]!["url"])}">{Encode(
                (string?)info["license"]!["name"]
            )}</a>.</li>
            </ul>
            """;

    private static string FileOf(JsonNode tag) => $"reference-{Slug((string)tag["name"]!)}.html";

    /// <summary>What a tag describes, without the details after it.</summary>
    private static string TitleOf(JsonNode tag) => ((string)tag["description"]!).Split(',', ':', '.')[0];
}
