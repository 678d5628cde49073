using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.NoticeBatches;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using CreateNoticeBatchRequest = Lecce.Riscossione.Sdk.CreateNoticeBatchRequest;

namespace Lecce.Riscossione.Tests.NoticeBatches;

public sealed class NoticeArchiveTests(Town town) : IClassFixture<Town>
{
    private static readonly string[] Scopes = ["notices:read", "documents:read", "documents:write"];

    [Fact]
    public async Task A_notice_that_is_drawn_differently_by_now_lies_apart_with_both_digests()
    {
        using var office = await town.Client(Town.TaxOffice, Scopes);
        var same = await office.IssuePaymentDocumentAsync(Sample.WasteTax());
        var other = await office.IssuePaymentDocumentAsync(Sample.WasteTax());
        var batch = await office.Print(new CreateNoticeBatchRequest { DocumentIds = [same.Id, other.Id] });
        var recorded = new byte[32];
        await town.Db.Transact(
            async sql =>
            {
                await sql.Execute("UPDATE NoticeBatchResults SET Digest = @recorded WHERE DocumentId = @Id", new { recorded, other.Id });
                await sql.Execute("UPDATE NoticeBatches SET Drawing = 'another' WHERE Id = @Id", new { batch.Id });
            },
            CancellationToken.None
        );

        using var file = new MemoryStream(await office.DownloadNoticeBatchAsZipAsync(batch.Id).Bytes());
        await using var archive = new ZipArchive(file);

        Assert.Equal(
            [$"{same.Id}.pdf", "ridisegnati.csv", $"ridisegnati/{other.Id}.pdf"],
            archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)
        );
        await using var redrawn = await archive.GetEntry($"ridisegnati/{other.Id}.pdf")!.OpenAsync();
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(redrawn));
        using var list = new StreamReader(await archive.GetEntry("ridisegnati.csv")!.OpenAsync());
        Assert.Equal(
            $"documentId;recordedSha256;sha256\r\n\"{other.Id}\";\"{Convert.ToHexStringLower(recorded)}\";\"{digest}\"\r\n",
            await list.ReadToEndAsync()
        );
    }

    [Fact]
    public async Task A_long_list_of_notices_drawn_differently_goes_on_in_a_second_one()
    {
        using var file = new MemoryStream();
        var archive = new NoticeArchive(file);
        for (var number = 0; number <= NoticeArchive.MostInList; number++)
        {
            await archive.Add(Id.New(Instant.FromUnixTimeSeconds(number)), new byte[32], "notice"u8.ToArray(), CancellationToken.None);
        }

        await archive.Finish(CancellationToken.None);

        await using var read = new ZipArchive(file);
        Assert.Equal((NoticeArchive.MostInList + 1, 2), (await Lines("ridisegnati.csv"), await Lines("ridisegnati-2.csv")));

        async Task<int> Lines(string name)
        {
            using var list = new StreamReader(await read.GetEntry(name)!.OpenAsync());
            return (await list.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length;
        }
    }

    [Fact]
    public async Task Whoever_downloads_when_others_do_is_told_to_come_back()
    {
        using var office = await town.Client(Town.TaxOffice, Scopes);
        var document = await office.IssuePaymentDocumentAsync(Sample.WasteTax());
        var batch = await office.Print(new CreateNoticeBatchRequest { DocumentIds = [document.Id] });
        using var http = town.Http(await town.Key(Town.TaxOffice, Scopes));
        var downloads = town.Api.Services.GetRequiredService<NoticeDownloads>();
        using (downloads.Enter("one"))
        using (downloads.Enter("one"))
        using (downloads.Enter("another"))
        using (downloads.Enter("a third"))
        {
            using var refused = await http.GetAsync($"/v1/notice-batches/{batch.Id}/zip");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, 60), (refused.StatusCode, refused.Headers.RetryAfter?.Delta?.TotalSeconds));
            await http.GetAsync($"/v1/notice-batches/{batch.Id}/pdf").ExpectProblem(HttpStatusCode.ServiceUnavailable, "notice-batch-busy");
        }

        foreach (var _ in Enumerable.Range(0, 8))
        {
            Assert.NotEmpty(await office.DownloadNoticeBatchAsZipAsync(batch.Id).Bytes());
        }
    }

    [Fact]
    public async Task A_caller_downloads_two_files_at_once_and_leaves_room_for_others()
    {
        using var office = await town.Client(Town.TaxOffice, Scopes);
        var document = await office.IssuePaymentDocumentAsync(Sample.WasteTax());
        var batch = await office.Print(new CreateNoticeBatchRequest { DocumentIds = [document.Id] });
        var key = await town.Key(Town.TaxOffice, Scopes);
        using var http = town.Http(key);
        var downloads = town.Api.Services.GetRequiredService<NoticeDownloads>();
        var caller = await ActorOf(http);
        using (downloads.Enter(caller))
        using (downloads.Enter(caller))
        {
            using var refused = await http.GetAsync($"/v1/notice-batches/{batch.Id}/zip");
            Assert.Equal((HttpStatusCode.TooManyRequests, 60), (refused.StatusCode, refused.Headers.RetryAfter?.Delta?.TotalSeconds));
            await http.GetAsync($"/v1/notice-batches/{batch.Id}/pdf").ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-downloads");
            Assert.NotEmpty(await office.DownloadNoticeBatchAsZipAsync(batch.Id).Bytes());
        }

        using var allowed = await http.GetAsync($"/v1/notice-batches/{batch.Id}/zip");
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    /// <summary>The name under which a key acts, as a batch that it asks for remembers it.</summary>
    private async Task<string> ActorOf(HttpClient http)
    {
        var document = await town.Taxes.IssuePaymentDocumentAsync(Sample.WasteTax());
        var batch = await http.PostAsJsonAsync("/v1/notice-batches", new { documentIds = new[] { document.Id } })
            .Expect(HttpStatusCode.Accepted);
        return await town.Db.Read(
                sql => sql.Value<string>("SELECT Actor FROM NoticeBatches WHERE Id = @id", new { id = (string?)batch["id"] }),
                CancellationToken.None
            ) ?? throw new InvalidOperationException("The batch has no actor.");
    }
}
