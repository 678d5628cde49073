using System.Globalization;
using Lecce.Riscossione.Samples.Simulator.Node;

namespace Lecce.Riscossione.Samples.Simulator.Pages;

/// <summary>A person pays a notice: looks it up, sees what a citizen sees, chooses a scenario, reads every message.</summary>
internal static class NoticePages
{
    private const string DefaultOrganization = "80008510754";
    private const int MaxRecent = 10;

    public static void MapNoticePages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", Home);
        app.MapPost("/", Verify);
        app.MapPost("/payments", Pay);
        app.MapGet("/transcripts/{number:int}", Show);
        app.MapGet("/simulator.css", () => Asset("simulator.css", "text/css; charset=utf-8"));
        app.MapGet("/simulator.js", () => Asset("simulator.js", "text/javascript; charset=utf-8"));
    }

    private static IResult Home(Transcripts transcripts) =>
        Layout.Page("Paga un avviso", Form(transcripts, "", DefaultOrganization, fault: null));

    private static async Task<IResult> Verify(
        HttpRequest request,
        PlayScenario scenarios,
        Transcripts transcripts,
        CancellationToken cancellation
    )
    {
        var form = await Forms.Read(request, cancellation);
        var (written, organization) = (form["code"].ToString(), form["organization"].ToString());
        if (NoticeCode.Read(written, organization) is not { } notice)
        {
            const string fault = "Servono un numero avviso di 18 cifre e un codice fiscale dell'ente di 11, oppure il testo intero del QR.";
            return Layout.Page("Paga un avviso", Form(transcripts, written, organization, fault), StatusCodes.Status422UnprocessableEntity);
        }

        var (answer, transcript) = await scenarios.Verify(notice, cancellation);
        return Layout.Page(
            answer is { IsOk: true } ? "L'avviso si può pagare" : "L'avviso non si può pagare",
            Markup.Of(
                $"""
                {CitizenView(notice, answer, transcript.Steps[0])}
                {Choices(notice, answer)}
                <h2>Messaggi</h2>
                {Steps(transcript.Steps)}
                """
            )
        );
    }

    private static async Task<IResult> Pay(HttpRequest request, PlayScenario scenarios, CancellationToken cancellation)
    {
        var form = await Forms.Read(request, cancellation);
        if (
            NoticeCode.Read(form["noticeNumber"].ToString(), form["organization"].ToString()) is not { } notice
            || Scenarios.Find(form["scenario"].ToString()) is not { } scenario
        )
        {
            return Layout.NotFound();
        }

        var version = form["version"] == "1" ? 1 : 2;
        var amountCents =
            long.TryParse(form["amountCents"], NumberStyles.None, CultureInfo.InvariantCulture, out var cents) && cents > 0
                ? cents
                : (long?)null;
        // What the Node knows from the last question stands in for an amount that only these scenarios need.
        var needsAmount = scenario.Name is "without-activation" or "stand-in";
        try
        {
            var transcript = await scenarios.Run(
                new NewPayment(notice.Organization, scenario.Name, notice.Number, version, AmountCents: needsAmount ? amountCents : null),
                cancellation
            );
            return Results.Redirect($"/transcripts/{transcript.Number}");
        }
        catch (NotPlayableException why)
        {
            return Layout.Page(
                scenario.Label,
                Markup.Of($"""<p role="status">{why.Message}</p>"""),
                StatusCodes.Status422UnprocessableEntity
            );
        }
    }

    private static IResult Show(int number, Transcripts transcripts) =>
        transcripts.Find(number) is not { } transcript
            ? Layout.NotFound()
            : Layout.Page(
                transcript.Title,
                Markup.Of(
                    $"""
                    <p role="status">{Layout.Moment(transcript.At)}: {Summary(transcript)}</p>
                    {Steps(transcript.Steps)}
                    """
                )
            );

    private static string Summary(Transcript transcript)
    {
        var expected = Scenarios.Find(transcript.Case) is { } scenario ? $" Atteso: {scenario.Effect}" : "";
        return transcript.Steps.Count == 1 ? $"un messaggio.{expected}" : $"{transcript.Steps.Count} messaggi.{expected}";
    }

    private static Markup Form(Transcripts transcripts, string code, string organization, string? fault) =>
        Markup.Of(
            $"""
            <form method="post" action="/" id="look-up">
              {(fault is null ? Markup.Empty : Markup.Of($"""<p role="alert" id="fault" class="fault">{fault}</p>"""))}
              <p>
                <label for="code">Numero avviso, o testo del QR</label>
                <input id="code" name="code" value="{code}" autocomplete="off" required {Invalid(fault)} aria-describedby="code-help">
                <span id="code-help" class="help">18 cifre; il testo del QR comincia con PAGOPA|002|</span>
              </p>
              <p>
                <label for="organization">Codice fiscale dell'ente</label>
                <input id="organization" name="organization" value="{organization}" inputmode="numeric" autocomplete="off" {Invalid(fault)}>
              </p>
              <p><button class="main">Cerca l'avviso</button> <button type="button" id="scan" hidden>Inquadra il QR</button></p>
              <p id="scan-status" role="status"></p>
              <video id="camera" muted playsinline hidden></video>
            </form>
            {Recent(transcripts)}
            """
        );

    private static Markup Invalid(string? fault) => fault is null ? Markup.Empty : new Markup("aria-invalid=\"true\"");

    private static Markup Recent(Transcripts transcripts)
    {
        var latest = transcripts.All.Reverse().Take(MaxRecent).ToList();
        return latest.Count == 0
            ? Markup.Empty
            : Markup.Of(
                $"<h2>Ultime prove</h2><ol class=\"plain\">{latest.Select(one => Markup.Of($"""<li><a href="/transcripts/{one.Number}">{one.Number}. {one.Title}</a>, {Layout.Moment(one.At)}</li>"""))}</ol>"
            );
    }

    private static Markup CitizenView(Notice notice, CreditorAnswer? answer, Step step) =>
        answer is { IsOk: true }
            ? Markup.Of(
                $"""
                <dl>
                  <dt>Importo</dt><dd>{Layout.Euro(answer.Cents("amount") ?? 0)}</dd>
                  <dt>Oggetto</dt><dd>{answer["paymentDescription"]}</dd>
                  <dt>Ente</dt><dd>{answer["companyName"]}</dd>
                  <dt>Scadenza</dt><dd>{answer["dueDate"] ?? "nessuna"}</dd>
                  <dt>Avviso</dt><dd>{Layout.NoticeNumber(notice.Number)}</dd>
                </dl>
                """
            )
            : Markup.Of(
                $"""
                <p role="status">{step.OriginalDescription ?? step.FaultString} ({step.OriginalFaultCode ?? step.FaultCode})</p>
                <p>Avviso {Layout.NoticeNumber(notice.Number)}</p>
                """
            );

    private static Markup Choices(Notice notice, CreditorAnswer? answer) =>
        Markup.Of(
            $"""
            <form method="post" action="/payments" class="choices">
              <input type="hidden" name="organization" value="{notice.Organization}">
              <input type="hidden" name="noticeNumber" value="{notice.Number}">
              <input type="hidden" name="amountCents" value="{answer?.Cents("amount") ?? 0}">
              <p><label for="version">Versione delle primitive</label>
                <select id="version" name="version"><option value="2">2</option><option value="1">1</option></select></p>
              <fieldset>
                <legend>Che cosa accade</legend>
                <ul class="plain">{Scenarios.All.Select(Choice)}</ul>
              </fieldset>
            </form>
            """
        );

    private static Markup Choice(Scenario scenario) =>
        Markup.Of(
            $"""
            <li><button name="scenario" value="{scenario.Name}" aria-describedby="{scenario.Name}-effect">{scenario.Label}</button>
              <span id="{scenario.Name}-effect" class="help">{scenario.Effect}</span></li>
            """
        );

    private static Markup Steps(IReadOnlyList<Step> steps) => Markup.Of($"<ol class=\"steps\">{steps.Select(StepView)}</ol>");

    private static Markup StepView(Step step) =>
        Markup.Of(
            $"""
            <li>
              <p><strong>{step.Operation}</strong>: {step.Outcome}{Fault(step)}, {step.ElapsedMs} ms. {step.Note}</p>
              {Message("Richiesta", step.Request)}
              {Message("Risposta", step.Response)}
            </li>
            """
        );

    private static string Fault(Step step) =>
        (step.FaultCode, step.OriginalFaultCode) switch
        {
            (null, _) => "",
            (var code, null) => $" {code} ({step.FaultString})",
            var (code, original) => $" {code}: {original} ({step.OriginalDescription ?? step.OriginalFaultString})",
        };

    private static Markup Message(string title, string? text) =>
        text is null
            ? Markup.Empty
            : Markup.Of($"""<details><summary>{title}</summary><pre tabindex="0" aria-label="{title}">{text}</pre></details>""");

    private static IResult Asset(string name, string contentType) =>
        Results.Stream(typeof(NoticePages).Assembly.GetManifestResourceStream(name)!, contentType);
}
