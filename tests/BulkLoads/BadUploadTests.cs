using System.IO.Compression;
using System.Net;
using System.Text;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.BulkLoads;

/// <summary>Files that are not what they should be: a clear refusal, or a clear error of the row, and nothing half done.</summary>
public sealed class BadUploadTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_mark_at_the_beginning_and_mixed_line_ends_do_no_harm()
    {
        var rows = string.Concat(
            new[] { "\n", "\r\n", "\r", "\r\n\r\n", "" }.Select((end, index) => Loads.Line(Loads.Tax("A", index + 1)) + end)
        );

        var load = await town.Taxes.Load(
            Loads.Content([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(rows)], "application/x-ndjson")
        );

        Assert.Equal((5, 0, 0, 0, 0), load.Counts());
        Assert.Equal([1L, 2, 3, 4, 6], (await town.Taxes.Results(load)).Select(result => result.Line));
    }

    [Fact]
    public async Task A_row_in_another_encoding_is_refused_and_the_others_are_not()
    {
        var wrong = Loads.Tax("B", 1);
        wrong.Debtor.FullName = "Niccolò";
        var rows = Encoding.Latin1.GetBytes(
            $"{Loads.Line(wrong).Replace("\\u00F2", "ò", StringComparison.Ordinal)}\n{Loads.Line(Loads.Tax("B", 2))}"
        );

        var load = await town.Taxes.Load(Loads.Content(rows, "application/x-ndjson"));

        Assert.Equal((1, 0, 0, 0, 1), load.Counts());
        Assert.Equal("row-not-readable", (await town.Taxes.Results(load))[0].Code);
    }

    [Fact]
    public Task A_file_in_utf_16_is_refused() =>
        MustBeRefused(
            Loads.Content([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{}")], "application/x-ndjson"),
            HttpStatusCode.UnsupportedMediaType,
            "unsupported-media-type"
        );

    [Fact]
    public Task A_truncated_gzip_is_refused() =>
        MustBeRefused(Gzip(Compressed(Loads.Lines("C", 2_000))[..^400]), HttpStatusCode.BadRequest, "malformed-request");

    [Fact]
    public Task What_is_no_gzip_is_refused() =>
        MustBeRefused(Gzip(Encoding.UTF8.GetBytes(Loads.Lines("D", 2))), HttpStatusCode.BadRequest, "malformed-request");

    [Fact]
    public async Task A_bomb_is_refused()
    {
        using var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize))
        {
            var nothing = new byte[1024 * 1024];
            for (var count = 0; count < 100; count++)
            {
                gzip.Write(nothing);
            }
        }

        await MustBeRefused(Gzip(bomb.ToArray()), HttpStatusCode.RequestEntityTooLarge, "request-too-large");
    }

    [Fact]
    public Task A_csv_without_the_columns_is_refused() =>
        MustBeRefused(
            Loads.Content("nome;cognome\na;b\n"u8.ToArray(), "text/csv"),
            HttpStatusCode.UnprocessableEntity,
            "validation-failed"
        );

    [Fact]
    public Task A_file_of_another_type_is_refused() =>
        MustBeRefused(Loads.Content("{}"u8.ToArray(), "application/json"), HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

    [Fact]
    public async Task A_row_without_end_is_refused_without_being_kept()
    {
        var rows = Loads.Line(Loads.Tax("E", 1)) + "\n" + new string('x', 3_000_000) + "\n" + Loads.Line(Loads.Tax("E", 3)) + "\n";

        var load = await town.Taxes.Load(Gzip(Compressed(rows)));

        Assert.Equal((2, 0, 0, 0, 1), load.Counts());
        var result = (await town.Taxes.Results(load))[1];
        Assert.Equal((2L, "row-too-long"), (result.Line, result.Code));
    }

    [Fact]
    public async Task A_file_of_nothing_but_bad_rows_comes_to_its_end()
    {
        var load = await town.Taxes.Load(Loads.Ndjson(string.Concat(Enumerable.Repeat("{\"externalId\":1}\n[]\nnull\n\0\n", 250))));

        Assert.Equal((BulkLoadStates.Completed, 1_000L, 1_000L), (load.State, load.RowsRead, load.Rejected));
    }

    [Theory]
    [InlineData("application/x-ndjson", "{\"action\":\"cancel\",\"externalId\":\"G\\u0000-1\",\"reason\":\"Prova\"}", "externalId")]
    [InlineData("application/x-ndjson", "{\"action\":\"cancel\",\"externalId\":\"G-1\",\"reason\":\"Pro\\u0001va\"}", "reason")]
    [InlineData("text/csv", "action;externalId;reason\ncancel;G\0-1;Prova", "externalId")]
    [InlineData("text/csv", "action;externalId;reason\ncancel;G-1;\"Pro\u0001va\"", "reason")]
    [InlineData("text/csv", "externalId;debtorKind;revenueType\nG-1;F;RIFIUTI\u0001", "revenueType")]
    public async Task A_row_with_a_text_that_no_text_may_be_is_refused_and_the_others_are_not(
        string contentType,
        string rows,
        string column
    )
    {
        var next = contentType == "text/csv" ? "cancel;G-2;Prova" : "{\"action\":\"cancel\",\"externalId\":\"G-2\"}";

        var load = await town.Taxes.Load(Loads.Content(Encoding.UTF8.GetBytes($"{rows}\n{next}\n"), contentType));

        var results = await town.Taxes.Results(load);
        Assert.Equal((BulkLoadStates.Completed, 2), (load.State, results.Count));
        Assert.Equal(("validation-failed", $"/{column}"), (results[0].Code, results[0].Errors![0].Pointer));
        Assert.NotEqual("text-invalid", results[1].Errors?.FirstOrDefault()?.Code);
    }

    [Fact]
    public async Task An_upload_that_is_cut_off_leaves_nothing()
    {
        var before = await CountSettled();
        using var content = new CutOff();

        await Assert.ThrowsAnyAsync<Exception>(() => town.Taxes.BulkLoads.SendAsync(content));

        while (await town.Db.Read(sql => sql.Value<int>("SELECT COUNT(*) FROM BulkLoads WHERE State = 'receiving'"), default) > 0)
        {
            await Task.Delay(20);
        }

        Assert.Equal(before, await CountSettled());
    }

    /// <summary>The rows of every table, once the pieces of loads that have ended were swept away.</summary>
    private async Task<IReadOnlyDictionary<string, long>> CountSettled()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await town.Db.Read(sql => sql.Value<int>("SELECT COUNT(*) FROM BulkLoadChunks"), patience.Token) > 0)
        {
            await Task.Delay(20, patience.Token);
        }

        return await town.CountRows();
    }

    private async Task MustBeRefused(HttpContent rows, HttpStatusCode status, string code)
    {
        var before = await CountSettled();

        var refused = await Assert.ThrowsAsync<RiscossioneException>(() => town.Taxes.BulkLoads.SendAsync(rows));

        Assert.Equal((status, code), (refused.Status, refused.Code));
        Assert.Equal(before, await CountSettled());
    }

    private static byte[] Compressed(string rows)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(rows));
        }

        return compressed.ToArray();
    }

    private static ByteArrayContent Gzip(byte[] bytes)
    {
        var content = Loads.Content(bytes, "application/x-ndjson");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    /// <summary>Sends more than one chunk and then breaks.</summary>
    private sealed class CutOff : HttpContent
    {
        public CutOff() => Headers.ContentType = new("application/x-ndjson");

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Loads.Lines("F", 3_000)));
            await stream.FlushAsync();
            throw new IOException("The line broke.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
