using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Samples.Simulator.Pages;

/// <summary>The frame of every page, and how amounts and times are written.</summary>
internal static class Layout
{
    // Stated here because the machine may have no Italian settings.
    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
    private static readonly LocalDateTimePattern Moments = LocalDateTimePattern.CreateWithInvariantCulture("dd'/'MM'/'uuuu HH:mm:ss");

    public static IResult Page(string title, Markup content, int status = StatusCodes.Status200OK) =>
        Results.Content(
            Markup
                .Of(
                    $"""
                    <!doctype html>
                    <html lang="it">
                    <head>
                      <meta charset="utf-8">
                      <meta name="viewport" content="width=device-width, initial-scale=1">
                      <title>{title} – Simulatore di pagoPA</title>
                      <link rel="icon" href="data:,">
                      <link rel="stylesheet" href="/simulator.css">
                      <script src="/simulator.js" defer></script>
                    </head>
                    <body>
                      <a class="skip" href="#content">Vai al contenuto</a>
                      <header><p><strong>Simulatore di pagoPA</strong> – nessun pagamento qui è vero</p></header>
                      <main id="content" tabindex="-1">
                        <h1>{title}</h1>
                        {content}
                      </main>
                      <footer><nav aria-label="Simulatore"><a href="/">Paga un avviso</a> <a href="/sim/log">Registro</a> <a href="/sim/evidence.zip">Evidenze</a></nav></footer>
                    </body>
                    </html>
                    """
                )
                .Html,
            "text/html; charset=utf-8",
            statusCode: status
        );

    public static IResult NotFound() =>
        Page(
            "Pagina non trovata",
            Markup.Of($"""<p>Il simulatore è stato azzerato, o l'indirizzo è sbagliato. <a href="/">Paga un avviso</a></p>"""),
            404
        );

    /// <summary>1.020,99 €.</summary>
    public static string Euro(long cents) => (cents / 100m).ToString("#,##0.00 €", Numbers);

    public static string Moment(Instant instant) => Moments.Format(SimulatorClock.InRome(instant));

    /// <summary>Groups of four digits, as on a printed notice.</summary>
    public static string NoticeNumber(string number) => string.Join(' ', number.Chunk(4).Select(digits => new string(digits)));
}
