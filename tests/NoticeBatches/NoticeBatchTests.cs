using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Lecce.Riscossione.Tests.NoticeBatches;

public sealed class NoticeBatchTests
{
    private static readonly string[] Scopes =
    [
        "notices:read",
        "documents:read",
        "documents:write",
        "bulk-loads:read",
        "bulk-loads:write",
        "payments:record",
    ];

    [OnEachDatabase]
    public async Task The_timeline_has_the_digest_of_the_very_bytes_in_the_archive(Engine engine)
    {
        await using var place = new Place(engine);
        var office = await place.Open(Scopes);
        var load = await office.Load(Loads.Ndjson(Loads.Lines("ZIP", 5)));

        var batch = await office.Print(
            new CreateNoticeBatchRequest
            {
                BulkLoadId = load.Id,
                Language = "de",
                Order = "externalId",
            }
        );

        Assert.Equal(("completed", 5L, 5L, 0L), (batch.State, batch.Total, batch.Made, batch.Refused));
        var first = await office.NoticeBatches.DownloadAsZipAsync(batch.Id).Bytes();
        using var archive = new ZipArchive(new MemoryStream(first));
        Assert.Equal(5, archive.Entries.Count);
        foreach (var entry in archive.Entries)
        {
            await using var stream = await entry.OpenAsync();
            var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
            var events = await place.Town.Db.Read(
                sql =>
                    sql.Rows<string>(
                        "SELECT Data FROM TimelineEvents WHERE DocumentId = @id AND Type = 'notice-issued'",
                        new { id = entry.Name[..^4] }
                    ),
                CancellationToken.None
            );
            Assert.Contains(digest, Assert.Single(events), StringComparison.Ordinal);
        }

        Assert.Equal(first, await office.NoticeBatches.DownloadAsZipAsync(batch.Id).Bytes());
    }

    [OnEachDatabase]
    public async Task A_document_paid_since_is_still_in_the_files_as_it_was_printed(Engine engine)
    {
        await using var place = new Place(engine);
        var office = await place.Open(Scopes);
        var document = await office.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var batch = await office.Print(new CreateNoticeBatchRequest { DocumentIds = [document.Id] });
        var before = await office.NoticeBatches.DownloadAsZipAsync(batch.Id).Bytes();

        var installment = document.Options.Last().Installments.First();
        await office.Payments.RecordAsync(Sample.Payment(installment.NoticeNumber, installment.AmountCents));

        Assert.Equal(before, await office.NoticeBatches.DownloadAsZipAsync(batch.Id).Bytes());
    }

    [OnEachDatabase]
    public async Task What_has_no_notice_is_in_the_index_with_its_reason(Engine engine)
    {
        await using var place = new Place(engine);
        var office = await place.Open(Scopes);
        var request = Sample.Document();
        request.Draft = true;
        var draft = await office.PaymentDocuments.IssueAsync(request);
        var issued = await office.PaymentDocuments.IssueAsync(Sample.WasteTax());

        var batch = await office.Print(new CreateNoticeBatchRequest { DocumentIds = [draft.Id, issued.Id] });

        Assert.Equal((1L, 1L), (batch.Made, batch.Refused));
        var index = Encoding.UTF8.GetString(await office.NoticeBatches.DownloadIndexAsync(batch.Id).Bytes());
        Assert.Contains(
            "\"document-draft\"",
            index.Split("\r\n").Single(line => line.Contains(draft.Id, StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            $"\"1\";\"{batch.Pages}\";",
            index.Split("\r\n").Single(line => line.Contains(issued.Id, StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    [OnEachDatabase]
    public async Task The_one_file_has_as_many_pages_as_the_index_says(Engine engine)
    {
        await using var place = new Place(engine);
        var office = await place.Open(Scopes);
        await office.Load(Loads.Ndjson(Loads.Lines("PDF", 7)));

        var batch = await office.Print(new CreateNoticeBatchRequest { RevenueType = Town.WasteTax });

        var pdf = await office.NoticeBatches.DownloadAsPdfAsync(batch.Id).Bytes();
        Assert.Equal("%PDF-1.7", Encoding.ASCII.GetString(pdf, 0, 8));
        var index = Encoding.UTF8.GetString(await office.NoticeBatches.DownloadIndexAsync(batch.Id).Bytes());
        var last = index.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[^1].Split(';')[1];
        Assert.Equal($"\"{batch.Pages}\"", last);
    }

    [OnEachDatabase]
    public async Task An_empty_choice_a_batch_of_another_department_and_an_unfinished_one_are_refused(Engine engine)
    {
        await using var place = new Place(engine);
        var office = await place.Open(Scopes);
        var document = await office.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var batch = await office.Print(new CreateNoticeBatchRequest { DocumentIds = [document.Id] });
        using var other = await place.Town.Client(Town.SchoolOffice, Scopes);

        await office
            .NoticeBatches.CreateAsync(new CreateNoticeBatchRequest { Year = 1999 })
            .Refused(HttpStatusCode.UnprocessableEntity, "notice-batch-empty");
        await office
            .NoticeBatches.CreateAsync(new CreateNoticeBatchRequest())
            .Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");
        await other.NoticeBatches.ReadAsync(batch.Id).Refused(HttpStatusCode.NotFound, "notice-batch-not-found");
        await other
            .NoticeBatches.CreateAsync(new CreateNoticeBatchRequest { DocumentIds = [document.Id] })
            .Refused(HttpStatusCode.UnprocessableEntity, "notice-batch-empty");
        await office.NoticeBatches.CancelAsync(batch.Id).Refused(HttpStatusCode.Conflict, "transition-not-allowed");
    }

    [OnEachDatabase]
    public async Task Conditions_choose_by_department_day_state_kind_of_revenue_and_year(Engine engine)
    {
        await using var place = new Place(engine);
        var office = await place.Open(Scopes);
        using var everyone = await place.Town.Client(department: null, Scopes);
        var tax = await office.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var fee = await office.PaymentDocuments.IssueAsync(Sample.Document());
        var request = Sample.Document();
        request.Draft = true;
        var draft = await office.PaymentDocuments.IssueAsync(request);
        var school = await place.Town.School.PaymentDocuments.IssueAsync(Sample.Document());
        var today = new LocalDate(2026, 11, 23);

        await Chooses(new CreateNoticeBatchRequest { RevenueType = Town.WasteTax }, tax);
        await Chooses(new CreateNoticeBatchRequest { State = "draft" }, draft);
        await Chooses(new CreateNoticeBatchRequest { Department = Town.SchoolOffice, Year = 2026 }, school);
        await Chooses(new CreateNoticeBatchRequest { IssuedFrom = today, IssuedTo = today }, tax, fee, school);
        await Chooses(new CreateNoticeBatchRequest { DocumentIds = [fee.Id], IssuedFrom = today }, fee);
        await everyone
            .NoticeBatches.CreateAsync(new CreateNoticeBatchRequest { IssuedFrom = today.PlusDays(1) })
            .Refused(HttpStatusCode.UnprocessableEntity, "notice-batch-empty");
        await everyone
            .NoticeBatches.CreateAsync(new CreateNoticeBatchRequest { IssuedTo = today.PlusDays(-1) })
            .Refused(HttpStatusCode.UnprocessableEntity, "notice-batch-empty");

        async Task Chooses(CreateNoticeBatchRequest wish, params PaymentDocument[] chosen)
        {
            var index = await everyone.Index(await everyone.Print(wish));
            Assert.Equal(
                chosen.Select(one => one.Id).Order(StringComparer.Ordinal),
                index.Select(line => line["documentId"]).Order(StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public async Task A_download_may_last_longer_than_other_requests()
    {
        await using var place = new Place(Engine.Sqlite);
        await place.Open(Scopes);

        var downloads = place
            .Town.Api.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Where(one =>
                one.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName.StartsWith("DownloadNoticeBatch", StringComparison.Ordinal)
                ?? false
            );

        Assert.Equal(3, downloads.Count(one => one.Metadata.GetMetadata<DisableRequestTimeoutAttribute>() is not null));
    }

    private sealed class Place(Engine engine) : IAsyncDisposable
    {
        public Town Town { get; } = new(new TestDatabase(engine));

        public async Task<RiscossioneClient> Open(string[] scopes)
        {
            await Town.InitializeAsync();
            return await Town.Client(Town.TaxOffice, scopes);
        }

        public async ValueTask DisposeAsync() => await Town.DisposeAsync();
    }
}
