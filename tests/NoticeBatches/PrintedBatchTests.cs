using System.Globalization;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Pdf;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>The files for the print house, read with other programs. A run is repeated with <c>RISCOSSIONE_SEED</c>.</summary>
public sealed partial class PrintedBatchTests(Town town, ITestOutputHelper output) : IClassFixture<Town>
{
    private static readonly string[] Names = ["Niccolò D'Amico", "Jürgen Groß", "Łucja Żółć", "Bar «Da Gino» & Figli", "Ştefan Țîrlea"];

    [PdfToolsFact]
    public async Task The_pages_that_the_index_names_are_those_of_the_document()
    {
        var seed = Batches.Setting("RISCOSSIONE_SEED", Random.Shared.Next());
        output.WriteLine($"RISCOSSIONE_SEED={seed}");
        var random = new Random(seed);
        using var office = await town.Client(Town.TaxOffice, "notices:read", "documents:write", "bulk-loads:read", "bulk-loads:write");
        var load = await office.Load(Loads.Ndjson(string.Concat(Enumerable.Range(1, 60).Select(number => Line(number, random)))));

        var batch = await office.Print(new CreateNoticeBatchRequest { BulkLoadId = load.Id });
        batch = await office.Divide(town.Db, batch, inFirst: 40);

        var index = await office.Index(batch);
        Assert.Equal((2, batch.Pages), (batch.Parts!.Count, batch.Parts.Sum(part => part.Pages)));
        foreach (var part in batch.Parts)
        {
            var pdf = await office.NoticeBatches.DownloadAsPdfAsync(batch.Id, part.Part).Bytes();
            Assert.Contains("No syntax or stream encoding errors found", PdfTool.Check(pdf), StringComparison.Ordinal);
            var pages = int.Parse(PageCount().Match(PdfTool.Info(pdf)).Groups["pages"].Value, CultureInfo.InvariantCulture);
            var lines = index.Where(line => line.Number("part") == part.Part).ToArray();
            Assert.Equal(pages, lines.Sum(line => line.Number("lastPage") - line.Number("firstPage") + 1));
            Assert.Equal((part.Notices, part.Pages), (lines.Length, pages));
            foreach (var line in random.GetItems(lines, 10))
            {
                var text = Bare(PdfTool.Text(pdf, line.Number("firstPage"), line.Number("lastPage")));
                Assert.Contains(line["number"], text, StringComparison.Ordinal);
                Assert.Contains(
                    Bare(line["debtorName"].Replace("\"\"", "\"", StringComparison.Ordinal)),
                    text,
                    StringComparison.OrdinalIgnoreCase
                );
            }
        }
    }

    private static string Line(int number, Random random)
    {
        var tax = Loads.Tax("PRINT", number);
        tax.Debtor.FullName = $"{Names[random.Next(Names.Length)]} {(char)('A' + (number % 26))}{(char)('A' + (number / 26))}";
        tax.Options!.First().Plan!.Count = random.Next(1, 14);
        return Loads.Line(tax) + "\n";
    }

    private static string Bare(string text) => Space().Replace(text, "");

    [GeneratedRegex(@"\s", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Space();

    [GeneratedRegex(@"^Pages:\s+(?<pages>\d+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1_000)]
    private static partial Regex PageCount();
}
