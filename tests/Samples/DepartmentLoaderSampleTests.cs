using System.IO.Compression;
using System.Text;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>The loader as an office runs it, beside the real program.</summary>
public sealed class DepartmentLoaderSampleTests(SampleFolder samples) : IClassFixture<SampleFolder>
{
    private const string Sample = "department-loader";

    // What a clerk changes in the file of the rows to mend.
    private static readonly (string Wrong, string Right)[] Corrections =
    [
        ("DMCSRA91D50E506X", "DMCSRA91D50E506N"),
        ("31/11/2026", "30/11/2026"),
        ("99.80", "99,80"),
        ("TARI-2026-002009", "TARI-2026-002010"),
    ];

    [SkippableTheory]
    [InlineData(SampleFolder.CSharp)]
    [InlineData(SampleFolder.TypeScript)]
    public async Task A_file_becomes_each_debt_once_however_often_it_is_loaded(string language)
    {
        Skip.If(SampleFolder.Missing(language) is not null, SampleFolder.Missing(language));
        await using var api = await ApiProcess.Start();
        using var office = new RiscossioneClient(api.Address, api.AdminKey);
        var data = Path.Combine(samples.Home(Sample, language), "data");

        var printed = await Run(language, api);

        Assert.Contains("10 righe, 8 da inviare", printed, StringComparison.Ordinal);
        Assert.Contains("Emessi 6, già presenti 0, respinti 2", printed, StringComparison.Ordinal);
        var results = Assert.Single(Directory.GetDirectories(data));
        var issued = await Documents(office);
        Assert.Equal(["001", "002", "003", "005", "007", "009"], issued.Select(document => document.ExternalId[^3..]));
        Assert.Equal(
            NoticeNumbers(issued),
            File.ReadLines(Path.Combine(results, "avvisi.csv")).Skip(1).Select(line => line.Split(';')[2]).Order()
        );
        Assert.Equal(6, PdfsIn(results));
        var toMend = await File.ReadAllTextAsync(Path.Combine(results, "scarti.csv"));
        Assert.Equal(
            [
                ("004", "/debtor/fiscalCode: Il codice fiscale non supera i controlli"),
                ("006", "scadenza: serve una data che esista, come 16/12/2026"),
                ("008", "tari: serve un importo in euro, come 288,00"),
                ("009", "L'ufficio ha già registrato un documento con questo externalId"),
            ],
            Reasons(toMend)
        );

        // Again: the same load, the same batch.
        printed = await Run(language, api);
        Assert.Contains("File già inviato", printed, StringComparison.Ordinal);
        Assert.Single((await office.BulkLoads.FindAsync()).Items);
        Assert.Single((await office.NoticeBatches.FindAsync()).Items);

        // After the results are lost: the API has the debts.
        Directory.Delete(data, recursive: true);
        printed = await Run(language, api);
        Assert.Contains("Emessi 0, già presenti 6, respinti 2", printed, StringComparison.Ordinal);
        Assert.Equal(toMend, await File.ReadAllTextAsync(Path.Combine(results, "scarti.csv")));
        Assert.Equal(issued.Select(document => document.Id), (await Documents(office)).Select(document => document.Id));

        // Mended, and written as spreadsheets write.
        var mended = Path.Combine(samples.Home(Sample, language), "corretti.csv");
        var text = Corrections.Aggregate(toMend, (text, one) => text.Replace(one.Wrong, one.Right, StringComparison.Ordinal));
        text = text.Replace("ESPOSITO ANNA", "ESPOSITO NICCOLÒ", StringComparison.Ordinal).TrimStart('\uFEFF');
        await File.WriteAllBytesAsync(mended, CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text));
        printed = await Run(language, api, mended);
        Assert.Contains("Emessi 4, già presenti 0, respinti 0", printed, StringComparison.Ordinal);
        Assert.Contains("Nessuna riga da correggere", printed, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Directory.GetDirectories(data, "corretti-*").Single(), "scarti.csv")));
        var all = await Documents(office);
        Assert.Equal(10, all.Count);
        Assert.Equal("ESPOSITO NICCOLÒ", all[^1].Debtor.FullName);
        Assert.Equal(1_401_20 + 70_06, all[6].AmountCents);
    }

    [SkippableTheory]
    [InlineData(SampleFolder.CSharp)]
    [InlineData(SampleFolder.TypeScript)]
    public async Task A_file_that_cannot_be_loaded_is_named_with_the_reason(string language)
    {
        Skip.If(SampleFolder.Missing(language) is not null, SampleFolder.Missing(language));
        await using var api = await ApiProcess.Start();
        var folder = samples.Home(Sample, language);
        await File.WriteAllTextAsync(Path.Combine(folder, "colonne.csv"), "pratica;rate\r\n1;1\r\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "virgolette.csv"), "pratica\r\n\"1\r\n");

        Assert.Contains(
            "colonne.csv: mancano le colonne codice_fiscale, ",
            await Run(language, api, "colonne.csv", code: 1),
            StringComparison.Ordinal
        );
        Assert.Contains("le virgolette aperte alla riga 2", await Run(language, api, "virgolette.csv", code: 1), StringComparison.Ordinal);
    }

    /// <summary>Runs the command of the README to its end, on its file or another.</summary>
    private async Task<string> Run(string language, ApiProcess api, string? file = null, int code = 0)
    {
        using var loader = await samples.Start(Sample, language, api, given => file is null ? given : [.. given.SkipLast(1), file]);
        return await loader.Ended(code);
    }

    private static async Task<List<PaymentDocument>> Documents(RiscossioneClient office)
    {
        var documents = new List<PaymentDocument>();
        await foreach (var found in office.PaymentDocuments.FindAllAsync())
        {
            documents.Add(await office.PaymentDocuments.ReadAsync(found.Id));
        }

        return [.. documents.OrderBy(document => document.ExternalId, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> NoticeNumbers(IEnumerable<PaymentDocument> documents) =>
        documents
            .SelectMany(document => document.Options)
            .SelectMany(option => option.Installments)
            .Select(one => one.NoticeNumber!)
            .Order();

    private static int PdfsIn(string folder)
    {
        using var archive = ZipFile.OpenRead(Directory.GetFiles(folder, "*.zip").Single());
        return archive.Entries.Count(entry => entry.Name.EndsWith(".pdf", StringComparison.Ordinal));
    }

    /// <summary>The debt and the beginning of the reason of each row to mend.</summary>
    private static IEnumerable<(string Debt, string Reason)> Reasons(string csv) =>
        from line in csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
        let values = line.Split(';')
        select (values[0][^3..], values[13].Split(" e altro contenuto")[0].Split(": sono")[0]);
}
