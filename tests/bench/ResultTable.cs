using System.Globalization;
using System.Text;

namespace Lecce.Riscossione.Bench;

/// <summary>The results as people read them: a Markdown table, in Italian.</summary>
internal static class ResultTable
{
    private static readonly CultureInfo Italian = CultureInfo.GetCultureInfo("it-IT");

    private static readonly Dictionary<string, (string What, string Ceiling)> Words = new(StringComparer.Ordinal)
    {
        ["start"] = ("Avvio, fino alla prima risposta", "API minima vuota"),
        ["verify"] = ("paVerifyPaymentNotice", "una SELECT con Dapper"),
        ["verify-processor"] = ("paVerifyPaymentNotice, tempo di processore", "una SELECT con Dapper"),
        ["get"] = ("paGetPaymentV2", "una SELECT con Dapper"),
        ["get-processor"] = ("paGetPaymentV2, tempo di processore", "una SELECT con Dapper"),
        ["receipts-rows"] = ("Ricevute paSendRTV2, durevoli", "INSERT preparate delle stesse righe, a gruppi"),
        ["receipts"] = ("Ricevute paSendRTV2, per confronto", "una INSERT durevole per richiesta"),
        ["spontaneous"] = ("Pagamenti spontanei, dieci campi", "documenti emessi uno per uno"),
        ["webhooks"] = ("Consegne dei webhook", "POST con HttpClient"),
        ["webhooks-processor"] = ("Consegne dei webhook, tempo di processore", "POST con HttpClient"),
        ["growth-verify"] = ("Crescita: verifica, p99", "la stessa con 50.000 rate"),
        ["growth-position"] = ("Crescita: posizione di un debitore, p99", "la stessa con 50.000 rate"),
        ["growth-list"] = ("Crescita: pagina dell'elenco, p99", "la stessa con 50.000 rate"),
        ["bulk-load"] = ("Carico massivo, tre rate a documento", "INSERT preparate delle stesse righe"),
        ["bulk-load-memory"] = ("Carico massivo, memoria del carico lungo", "quella con 50.000 documenti"),
        ["verify-under-load"] = ("Verifica durante un carico massivo, p99", "la stessa senza carico"),
        ["notices"] = ("Avvisi in PDF, un file ciascuno", "le stesse pagine con SkiaSharp"),
        ["notices-merged"] = ("Avvisi in PDF, tutti in un file", "le stesse pagine con SkiaSharp"),
    };

    public static string Render(IReadOnlyList<Result> results)
    {
        var text = new StringBuilder();
        foreach (var machine in results.Where(IsMachine))
        {
            text.Append(Italian, $"{machine.Name[(Machine.Name.Length + 2)..]}, {machine.Value:0} {machine.Unit}:\n\n");
        }

        text.Append(
            "| Che cosa | Misura | Termine di paragone | Rapporto (minimo–massimo) | Obiettivo | |\n| --- | ---: | --- | ---: | :-: | :-: |\n"
        );
        foreach (var result in results.Where(one => !IsMachine(one)))
        {
            text.Append(Line(result)).Append('\n');
        }

        return text.ToString();
    }

    public static string Line(Result result)
    {
        var (what, ceiling) = Words[result.Name];
        var below = result.Ceiling is { } value ? $"{Number(value)} ({ceiling})" : "–";
        var ratio = result.Ratio is { } median ? Number(median) : "–";
        if (result is { MinRatio: { } min, MaxRatio: { } max })
        {
            ratio += $" ({Number(min)}–{Number(max)})";
        }

        var goal = result.Goal?.Replace(">=", "≥", StringComparison.Ordinal).Replace("<=", "≤", StringComparison.Ordinal).Replace('.', ',');
        var met = result.Met switch
        {
            true => "sì",
            false => "**no**",
            null => "",
        };
        return $"| {what} | {Number(result.Value)} {result.Unit} | {below} | {ratio} | {goal} | {met} |";
    }

    private static bool IsMachine(Result result) => result.Name.StartsWith(Machine.Name, StringComparison.Ordinal);

    private static string Number(double value) => value.ToString(value >= 100 ? "N0" : "0.##", Italian);
}
