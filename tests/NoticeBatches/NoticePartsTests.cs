using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Sdk;

namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>Files of a batch that is larger than one part.</summary>
public sealed class NoticePartsTests(Town town) : IClassFixture<Town>
{
    private static readonly string[] Scopes = ["notices:read", "documents:read", "documents:write"];

    [Fact]
    public async Task Each_part_holds_the_next_documents_in_the_order_of_printing()
    {
        using var office = await town.Client(Town.TaxOffice, Scopes);
        var batch = await Printed(office, documents: 3, inFirst: 1);
        var index = await office.Index(batch);

        Assert.Equal([(1, 1), (2, 2)], batch.Parts!.Select(part => (part.Part, part.Notices)));
        Assert.Equal(["1", "2", "2"], index.Select(line => line["part"]));
        Assert.Equal([1, 1], index.Where(line => line["firstPage"] == "1").Select(line => line.Number("firstPage")));
        foreach (var part in batch.Parts!)
        {
            await using var archive = new ZipArchive(
                new MemoryStream(await office.NoticeBatches.DownloadAsZipAsync(batch.Id, part.Part).Bytes())
            );
            Assert.Equal(
                index.Where(line => line.Number("part") == part.Part).Select(line => line["documentId"] + ".pdf"),
                archive.Entries.Select(entry => entry.FullName)
            );
        }
    }

    [Fact]
    public async Task Parts_are_listed_only_for_a_completed_batch_that_is_read_alone()
    {
        using var office = await town.Client(Town.TaxOffice, Scopes);
        var document = await office.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var asked = await office.NoticeBatches.CreateAsync(new CreateNoticeBatchRequest { DocumentIds = [document.Id] });
        var batch = await office.Ended(asked);

        Assert.Null(asked.Parts);
        var part = Assert.Single(batch.Parts!);
        Assert.Equal((1, 1, batch.Pages), (part.Part, part.Notices, part.Pages));
        Assert.All((await office.NoticeBatches.FindAsync()).Items, one => Assert.Null(one.Parts));
    }

    [Theory]
    [InlineData("", "required")]
    [InlineData("?part=0", "out-of-range")]
    [InlineData("?part=3", "out-of-range")]
    public async Task A_part_that_a_batch_does_not_have_is_refused(string query, string code)
    {
        using var office = await town.Client(Town.TaxOffice, Scopes);
        var batch = await Printed(office, documents: 2, inFirst: 1);
        using var http = town.Http(await town.Key(Town.TaxOffice, Scopes));

        foreach (var format in new[] { "pdf", "zip" })
        {
            var problem = await http.GetAsync($"/v1/notice-batches/{batch.Id}/{format}{query}")
                .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
            Assert.Equal(("/part", code), ((string?)problem["errors"]![0]!["pointer"], (string?)problem["errors"]![0]!["code"]));
        }
    }

    [Fact]
    public async Task A_range_is_not_served_and_the_part_is_given_whole()
    {
        using var office = await town.Client(Town.TaxOffice, Scopes);
        var batch = await Printed(office, documents: 2, inFirst: 2);
        using var http = town.Http(await town.Key(Town.TaxOffice, Scopes));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/notice-batches/{batch.Id}/zip");
        request.Headers.Range = new RangeHeaderValue(10, null);

        using var answer = await http.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, 0), (answer.StatusCode, answer.Headers.AcceptRanges.Count));
        Assert.Equal(await office.NoticeBatches.DownloadAsZipAsync(batch.Id).Bytes(), await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_client_saves_the_parts_that_a_folder_lacks()
    {
        using var office = await town.Client(Town.TaxOffice, Scopes);
        var batch = await Printed(office, documents: 3, inFirst: 2);
        using var folder = new TemporaryDirectory();

        var files = await office.NoticeBatches.SaveAsync(batch.Id, NoticeBatchFormats.Zip, Path.Combine(folder.Path, "new"));

        Assert.Equal(
            [$"avvisi-{batch.Id}-001.zip", $"avvisi-{batch.Id}-002.zip"],
            files.Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Equal(await office.NoticeBatches.DownloadAsZipAsync(batch.Id, 2).Bytes(), await File.ReadAllBytesAsync(files[1]));
        await File.WriteAllTextAsync(files[0], "already here");
        File.Delete(files[1]);

        await office.NoticeBatches.SaveAsync(batch.Id, NoticeBatchFormats.Zip, Path.Combine(folder.Path, "new"));

        Assert.Equal("already here", await File.ReadAllTextAsync(files[0]));
        Assert.True(File.Exists(files[1]));
    }

    [Fact]
    public async Task The_client_repeats_only_the_part_that_broke()
    {
        var batch = JsonSerializer.Serialize(
            new
            {
                id = "01J",
                organization = "80008510754",
                state = "completed",
                total = 2_002,
                made = 2,
                refused = 0,
                pages = 2,
                createdAt = "2026-11-23T11:00:00Z",
                parts = new[] { 1, 2 }.Select(part => new
                {
                    part,
                    notices = 1,
                    pages = 1,
                }),
            }
        );
        var api = new ScriptedApi(
            ScriptedApi.Answer(HttpStatusCode.OK, batch),
            ScriptedApi.Answer(HttpStatusCode.OK, "first", "application/zip"),
            Broken,
            ScriptedApi.Answer(HttpStatusCode.OK, batch),
            ScriptedApi.Answer(HttpStatusCode.OK, "second", "application/zip")
        );
        using var client = new RiscossioneClient(
            new HttpClient(api) { BaseAddress = new Uri("http://localhost/") },
            new RiscossioneOptions { ApiKey = "secret" }
        );
        using var folder = new TemporaryDirectory();

        await Assert.ThrowsAsync<RiscossioneNetworkException>(() =>
            client.NoticeBatches.SaveAsync("01J", NoticeBatchFormats.Zip, folder.Path)
        );
        Assert.Equal(["avvisi-01J-001.zip"], Names("*.zip"));
        await client.NoticeBatches.SaveAsync("01J", NoticeBatchFormats.Zip, folder.Path);

        Assert.Equal(["avvisi-01J-001.zip", "avvisi-01J-002.zip"], Names("*"));
        Assert.Equal(["1", "2", "2"], api.Calls.Where(call => call.Contains('=', StringComparison.Ordinal)).Select(call => call[^1..]));
        Assert.Equal("second", await File.ReadAllTextAsync(Path.Combine(folder.Path, "avvisi-01J-002.zip")));

        IEnumerable<string?> Names(string pattern) =>
            Directory.EnumerateFiles(folder.Path, pattern).Select(Path.GetFileName).Order(StringComparer.Ordinal);
    }

    private static Task<HttpResponseMessage> Broken(HttpRequestMessage request, CancellationToken cancellation)
    {
        var content = new StreamContent(new BrokenStream());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    }

    private async Task<NoticeBatch> Printed(RiscossioneClient office, int documents, int inFirst)
    {
        var ids = new List<string>();
        for (var number = 0; number < documents; number++)
        {
            ids.Add((await office.PaymentDocuments.IssueAsync(Sample.WasteTax())).Id);
        }

        var batch = await office.Print(new CreateNoticeBatchRequest { DocumentIds = ids });
        return inFirst == documents ? batch : await office.Divide(town.Db, batch, inFirst);
    }

    /// <summary>A body whose connection breaks after its first bytes.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        private bool isRead;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (isRead)
            {
                throw new IOException("The connection was reset.");
            }

            isRead = true;
            return ValueTask.FromResult(Encoding.ASCII.GetBytes("sec", buffer.Span));
        }
    }
}
