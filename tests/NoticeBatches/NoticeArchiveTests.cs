using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.NoticeBatches;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Notices;
using Microsoft.Extensions.DependencyInjection;
using CreateNoticeBatchRequest = Lecce.Riscossione.Sdk.CreateNoticeBatchRequest;

namespace Lecce.Riscossione.Tests.NoticeBatches;

public sealed class NoticeArchiveTests(Town town) : IClassFixture<Town>
{
    private static readonly string[] Scopes = ["notices:read", "documents:read", "documents:write"];

    [Fact]
    public async Task A_notice_that_is_drawn_differently_by_now_is_filed_apart_with_both_digests()
    {
        using var office = await town.Client(Town.TaxOffice, Scopes);
        var same = await office.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var other = await office.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var batch = await office.Print(new CreateNoticeBatchRequest { DocumentIds = [same.Id, other.Id] });
        var recorded = new byte[32];
        await town.Db.Transact(
            sql => sql.Execute("UPDATE NoticeBatchResults SET Digest = @recorded WHERE DocumentId = @Id", new { recorded, other.Id }),
            CancellationToken.None
        );

        using var file = new MemoryStream(await office.NoticeBatches.DownloadAsZipAsync(batch.Id).Bytes());
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

    [ToolsFact("unzip", "python3")]
    public async Task Other_programs_read_an_archive_whose_files_are_stored_as_they_are()
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "notices.zip");
        await File.WriteAllBytesAsync(path, await Archive(3));

        Assert.Contains("No errors detected", Run("unzip", "-t", path), StringComparison.Ordinal);
        // Without a data descriptor (flag 8), so that programs which read from front to back know the length of each file.
        Assert.Equal(
            "None [(0, 0, 2000)] 3",
            Run(
                    "python3",
                    "-c",
                    "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); i = z.infolist(); "
                        + "print(z.testzip(), list({(e.compress_type, e.flag_bits, e.date_time[0]) for e in i}), len(i))",
                    path
                )
                .Trim()
        );
    }

    [Fact]
    public async Task The_same_notices_give_the_same_archive() => Assert.Equal(await Archive(20), await Archive(20));

    [Fact]
    public async Task An_archive_without_notices_is_empty_and_sound()
    {
        await using var archive = new ZipArchive(new MemoryStream(await Archive(0)));

        Assert.Empty(archive.Entries);
    }

    [Fact]
    public async Task A_download_beyond_the_limit_of_the_instance_gets_a_time_to_retry()
    {
        using var office = await town.Client(Town.TaxOffice, Scopes);
        var document = await office.PaymentDocuments.IssueAsync(Sample.WasteTax());
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
            Assert.NotEmpty(await office.NoticeBatches.DownloadAsZipAsync(batch.Id).Bytes());
        }
    }

    [Fact]
    public async Task A_caller_downloads_two_files_at_once_and_leaves_room_for_others()
    {
        using var office = await town.Client(Town.TaxOffice, Scopes);
        var document = await office.PaymentDocuments.IssueAsync(Sample.WasteTax());
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
            Assert.NotEmpty(await office.NoticeBatches.DownloadAsZipAsync(batch.Id).Bytes());
        }

        using var allowed = await http.GetAsync($"/v1/notice-batches/{batch.Id}/zip");
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    private static async Task<byte[]> Archive(int notices)
    {
        using var body = new MemoryStream();
        await using var output = new DrainedStream(body);
        using (var archive = new NoticeArchive(output))
        {
            for (var number = 0; number < notices; number++)
            {
                var content = Encoding.ASCII.GetBytes($"notice {number}");
                Assert.True(Id.TryParse($"01KB5ZXJ4X4T0J7QF8W1{number:D6}", out var document));
                archive.Add(document, SHA256.HashData(content), content);
                await output.Drain(CancellationToken.None);
            }
        }

        await output.Drain(CancellationToken.None);
        return body.ToArray();
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {output}");
        return output;
    }

    /// <summary>The name under which a key acts, as a batch that it asks for remembers it.</summary>
    private async Task<string> ActorOf(HttpClient http)
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var batch = await http.PostAsJsonAsync("/v1/notice-batches", new { documentIds = new[] { document.Id } })
            .Expect(HttpStatusCode.Accepted);
        return await town.Db.Read(
                sql => sql.Value<string>("SELECT Actor FROM NoticeBatches WHERE Id = @id", new { id = (string?)batch["id"] }),
                CancellationToken.None
            ) ?? throw new InvalidOperationException("The batch has no actor.");
    }
}
