using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Lecce.Riscossione.Tests.Host;
using Xunit.Abstractions;
using CreateNoticeBatchRequest = Lecce.Riscossione.Sdk.CreateNoticeBatchRequest;

namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>Downloads that broke off and are asked for again from where they ended.</summary>
public sealed class ResumedDownloadTests(Town town, ITestOutputHelper output) : IClassFixture<Town>
{
    private static readonly string[] Scopes = ["notices:read", "documents:read", "documents:write"];

    [Fact]
    public async Task An_archive_goes_on_from_any_byte()
    {
        var seed = Batches.Setting("RISCOSSIONE_SEED", Random.Shared.Next());
        output.WriteLine($"RISCOSSIONE_SEED={seed}");
        var random = new Random(seed);
        using var http = town.Http(await town.Key(Town.TaxOffice, Scopes));
        var path = await Printed(documents: 5);
        var (all, tag) = await Whole(http, path);
        await using var archive = new ZipArchive(new MemoryStream(all));
        Assert.Equal(5, archive.Entries.Count);

        int[] starts = [0, 1, all.Length - 1, .. Enumerable.Range(0, 40).Select(_ => random.Next(all.Length)), .. Headers(all)];
        foreach (var start in starts)
        {
            using var rest = await Ask(http, path, new RangeHeaderValue(start, null), tag);
            Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
            Assert.Equal($"bytes {start}-{all.Length - 1}/{all.Length}", rest.Content.Headers.ContentRange!.ToString());
            var bytes = await rest.Content.ReadAsByteArrayAsync();
            Assert.True(all.AsSpan(start).SequenceEqual(bytes), $"from {start}");
        }

        var (first, last) = (random.Next(all.Length / 2), random.Next(all.Length / 2, all.Length));
        using var part = await Ask(http, path, new RangeHeaderValue(first, last), tag);
        Assert.Equal(all[first..(last + 1)], await part.Content.ReadAsByteArrayAsync());
        using var end = await Ask(http, path, new RangeHeaderValue(null, 22), tag);
        Assert.Equal(all[^22..], await end.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Another_file_is_given_whole_and_a_place_behind_the_end_refused()
    {
        using var http = town.Http(await town.Key(Town.TaxOffice, Scopes));
        var path = await Printed(documents: 2);
        var (all, tag) = await Whole(http, path);

        using var other = await Ask(http, path, new RangeHeaderValue(10, null), new EntityTagHeaderValue("\"other\""));
        Assert.Equal((HttpStatusCode.OK, all.Length), (other.StatusCode, (int)other.Content.Headers.ContentLength!));
        using var behind = await Ask(http, path, new RangeHeaderValue(all.Length, null), tag);
        Assert.Equal(
            (HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{all.Length}"),
            (behind.StatusCode, behind.Content.Headers.ContentRange!.ToString())
        );
    }

    [Theory]
    [InlineData("UPDATE NoticeBatches SET Drawing = 'another' WHERE Id = @id")]
    [InlineData("UPDATE NoticeBatches SET Drawing = NULL WHERE Id = @id")]
    [InlineData("UPDATE NoticeBatchResults SET FileLength = NULL WHERE BatchId = @id AND Ordinal = 2")]
    public async Task A_batch_that_another_version_made_is_always_given_whole(string statement)
    {
        using var http = town.Http(await town.Key(Town.TaxOffice, Scopes));
        var path = await Printed(documents: 2);
        var (all, tag) = await Whole(http, path);
        await town.Db.Transact(sql => sql.Execute(statement, new { id = path.Split('/')[^2] }), CancellationToken.None);

        using var again = await Ask(http, path, new RangeHeaderValue(10, null), tag);

        Assert.Equal((HttpStatusCode.OK, 0, null), (again.StatusCode, again.Headers.AcceptRanges.Count, again.Headers.ETag));
        Assert.Equal(all, await again.Content.ReadAsByteArrayAsync());
    }

    /// <summary>What was promised cannot be kept: nobody gets an archive of two halves that do not fit.</summary>
    [Fact]
    public async Task A_notice_drawn_differently_after_all_breaks_the_download_off_and_the_next_one_tells()
    {
        using var http = town.Http(await town.Key(Town.TaxOffice, Scopes));
        var path = await Printed(documents: 3);
        var id = path.Split('/')[^2];
        await town.Db.Transact(
            sql =>
                sql.Execute(
                    "UPDATE NoticeBatchResults SET Digest = @digest WHERE BatchId = @id AND Ordinal = 2",
                    new { digest = new byte[32], id }
                ),
            CancellationToken.None
        );

        await Assert.ThrowsAnyAsync<Exception>(() => http.GetByteArrayAsync(path));
        using var next = await http.GetAsync(path);

        Assert.Empty(next.Headers.AcceptRanges);
        await using var archive = new ZipArchive(await next.Content.ReadAsStreamAsync());
        Assert.Contains("ridisegnati.csv", archive.Entries.Select(entry => entry.FullName));
    }

    private async Task<string> Printed(int documents)
    {
        using var office = await town.Client(Town.TaxOffice, Scopes);
        var ids = new List<string>();
        for (var number = 0; number < documents; number++)
        {
            ids.Add((await office.IssuePaymentDocumentAsync(Sample.WasteTax())).Id);
        }

        var batch = await office.Print(new CreateNoticeBatchRequest { DocumentIds = ids });
        return $"/v1/notice-batches/{batch.Id}/zip";
    }

    private static async Task<(byte[] All, EntityTagHeaderValue Tag)> Whole(HttpClient http, string path)
    {
        using var whole = await http.GetAsync(path);
        var all = await whole.Content.ReadAsByteArrayAsync();
        Assert.Equal(["bytes"], whole.Headers.AcceptRanges);
        Assert.Equal(all.Length, whole.Content.Headers.ContentLength);
        return (all, whole.Headers.ETag!);
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient http, string path, RangeHeaderValue range, EntityTagHeaderValue tag)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Range = range;
            request.Headers.IfRange = new RangeConditionHeaderValue(tag);
            var answer = await http.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                return answer;
            }

            // The answer before has come, and its place is not free yet.
            answer.Dispose();
        }
    }

    /// <summary>Where files begin, and one byte before and behind.</summary>
    private static IEnumerable<int> Headers(byte[] archive)
    {
        for (var at = 0; ; at++)
        {
            var next = archive.AsSpan(at).IndexOf("PK\x03\x04"u8);
            if (next < 0)
            {
                yield break;
            }

            at += next;
            yield return at;
            yield return at + 1;
            if (at > 0)
            {
                yield return at - 1;
            }
        }
    }
}
