using System.Diagnostics;
using System.Globalization;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.BulkLoads;
using NoticeBatchPart = Lecce.Riscossione.Api.NoticeBatches.NoticeBatchPart;

namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>How batches of notices are waited for and read.</summary>
internal static class Batches
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Asks for a batch and waits until it is over.</summary>
    public static async Task<NoticeBatch> Print(this RiscossioneClient office, CreateNoticeBatchRequest request) =>
        await office.Ended(await office.NoticeBatches.CreateAsync(request));

    /// <summary>Waits until a batch is over, however long it takes, unless nothing moves for minutes.</summary>
    public static async Task<NoticeBatch> Ended(this RiscossioneClient office, NoticeBatch batch)
    {
        var moved = Stopwatch.GetTimestamp();
        while (batch.State is not ("completed" or "cancelled" or "failed") && Stopwatch.GetElapsedTime(moved) < Patience)
        {
            await Task.Delay(50);
            var before = batch;
            batch = await office.NoticeBatches.ReadAsync(batch.Id);
            moved = Progress(batch) == Progress(before) ? moved : Stopwatch.GetTimestamp();
        }

        return batch;
    }

    /// <summary>Leaves some documents of a batch in the first part and moves the others to the second, as if 2,000 preceded them.</summary>
    public static async Task<NoticeBatch> Divide(this RiscossioneClient office, Db db, NoticeBatch batch, int inFirst)
    {
        var moved = NoticeBatchPart.MaxDocuments - inFirst;
        await db.Transact(
            async sql =>
            {
                await sql.Execute(
                    "UPDATE NoticeBatchResults SET Ordinal = Ordinal + @moved WHERE BatchId = @Id AND Ordinal > @inFirst",
                    new
                    {
                        batch.Id,
                        moved,
                        inFirst,
                    }
                );
                await sql.Execute("UPDATE NoticeBatches SET Total = Total + @moved WHERE Id = @Id", new { batch.Id, moved });
            },
            CancellationToken.None
        );
        return await office.NoticeBatches.ReadAsync(batch.Id);
    }

    public static async Task<byte[]> Bytes(this Task<FileResponse> download)
    {
        using var file = await download;
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory);
        return memory.ToArray();
    }

    /// <summary>The lines of an index, by the names of its columns.</summary>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> Index(this RiscossioneClient office, NoticeBatch batch)
    {
        var text = System.Text.Encoding.UTF8.GetString(await office.NoticeBatches.DownloadIndexAsync(batch.Id).Bytes());
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("\ufeff", lines[0], StringComparison.Ordinal);
        var names = lines[0][1..].Split(';');
        return
        [
            .. lines
                .Skip(1)
                .Select(line =>
                    names.Zip(line[1..^1].Split("\";\"")).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
                ),
        ];
    }

    public static int Number(this IReadOnlyDictionary<string, string> line, string column) =>
        int.Parse(line[column], CultureInfo.InvariantCulture);

    /// <summary>Issues documents of the seeded town, all by one load, and gives that load.</summary>
    public static async Task<string> LoadTaxes(this RiscossioneClient office, string series, int documents)
    {
        var rows = string.Concat(Enumerable.Range(1, documents).Select(number => Loads.Line(Tax(series, number)) + "\n"));
        var settings = new BulkLoadSettings { Organization = "80008510754", Department = "tributi" };
        var load = await office.BulkLoads.SendAsync(Loads.Ndjson(rows), settings);
        load = await office.BulkLoads.WaitForCompletionAsync(load.Id, TimeSpan.FromMilliseconds(100));
        Assert.Equal(documents, load.Issued);
        return load.Id;
    }

    private static IssuePaymentDocumentRequest Tax(string series, int number)
    {
        var tax = Loads.Tax(series, number);
        tax.Items[0].RevenueType = "tari";
        return tax;
    }

    private static (string State, long Chosen, long DealtWith) Progress(NoticeBatch batch) =>
        (batch.State, batch.Total, batch.Made + batch.Refused);

    /// <summary>How many, unless the environment asks for another number.</summary>
    public static int Setting(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var asked) ? asked : usual;
}
