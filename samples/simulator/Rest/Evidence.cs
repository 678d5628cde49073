using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace Lecce.Riscossione.Samples.Simulator.Rest;

/// <summary>
/// The messages of every transcript as files, to show that a creditor answers as agreed. <c>EC-PSP-01</c> holds questions about a notice,
/// <c>EC-PSP-02</c> payments, <c>EC-PSP-02M</c> payments with several beneficiaries; everything else stands under <c>other</c>.
/// </summary>
internal static class Evidence
{
    private static readonly DateTimeOffset Timeless = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Zip(IReadOnlyList<Transcript> transcripts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            Add(zip, "index", JsonSerializer.Serialize(transcripts.Select(IndexLine.Of), SimulatorJson.Options));
            foreach (var transcript in transcripts)
            {
                var folder = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{CaseOf(transcript)}/{transcript.Number:0000}-{transcript.Case}"
                );
                foreach (var (step, number) in transcript.Steps.Select((step, index) => (step, index + 1)))
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"{folder}/{number:00}-{step.Operation}");
                    Add(zip, $"{name}-request", step.Request);
                    Add(zip, $"{name}-response", step.Response);
                }
            }
        }

        return bytes.ToArray();
    }

    private static string CaseOf(Transcript transcript)
    {
        var receipts = transcript.Steps.Where(step => step is { Outcome: "OK", Operation: "paSendRT" or "paSendRTV2" }).ToList();
        return receipts.Any(receipt => receipt.Request!.Contains("<idTransfer>2</idTransfer>", StringComparison.Ordinal)) ? "EC-PSP-02M"
            : receipts.Count > 0 ? "EC-PSP-02"
            : transcript.Steps.All(step => step.Operation == "paVerifyPaymentNotice") ? "EC-PSP-01"
            : "other";
    }

    /// <summary>Without the moment of writing: the same messages give the same file.</summary>
    private static void Add(ZipArchive zip, string name, string? text)
    {
        if (text is not null)
        {
            var entry = zip.CreateEntry($"{name}.{ExtensionOf(text)}");
            entry.LastWriteTime = Timeless;
            using var content = entry.Open();
            content.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    private static string ExtensionOf(string text) =>
        text.TrimStart() switch
        {
            ['{' or '[', ..] => "json",
            ['P', 'O', 'S', 'T', ..] => "txt",
            _ => "xml",
        };

    private sealed record IndexLine(int Number, Instant At, string Case, IReadOnlyList<string> Steps)
    {
        public static IndexLine Of(Transcript transcript) =>
            new(
                transcript.Number,
                transcript.At,
                transcript.Case,
                [
                    .. transcript.Steps.Select(step =>
                        $"{step.Operation} {step.Outcome} {step.OriginalFaultCode ?? step.FaultCode}".TrimEnd()
                    ),
                ]
            );
    }
}
