using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using EventTypes = Lecce.Riscossione.Sdk.EventTypes;
using WebhookEventPage = Lecce.Riscossione.Sdk.WebhookEventPage;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>Events read by type, revenue type, department and time.</summary>
public sealed class FindEventsTests : IAsyncDisposable
{
    private Town town = null!;
    private RiscossioneClient taxes = null!;
    private RiscossioneClient everyone = null!;

    public async ValueTask DisposeAsync() => await town.DisposeAsync();

    [OnEachDatabase]
    public async Task A_reader_gets_the_events_of_its_filters(Engine engine)
    {
        await Open(engine);
        var waste = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var fees = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var school = await town.School.PaymentDocuments.IssueAsync(Sample.Document());
        await town.Taxes.Payments.RecordAsync(Sample.Payment(fees.Options[0].Installments[0].NoticeNumber, fees.AmountCents));
        await town.Taxes.PaymentDocuments.CancelAsync(waste.Id, new CancelPaymentDocumentRequest { Reason = "Prova" });
        town.Api.Clock.AdvanceSeconds(6);

        Assert.Equal(
            ["payment-document.issued", "payment-document.issued", "payment.recorded", "payment-document.cancelled"],
            await Types(taxes)
        );
        Assert.Equal(["payment.recorded"], await Types(taxes, type: EventTypes.PaymentRecorded));
        Assert.Equal(["payment.recorded"], await Types(taxes, type: "payment.*"));
        Assert.Equal(5, (await Types(everyone, type: "*")).Count);
        Assert.Equal(["payment-document.issued", "payment-document.cancelled"], await Types(taxes, revenueType: Town.WasteTax));
        Assert.Equal(["payment-document.cancelled"], await Types(taxes, "payment-document.cancelled", Town.Surcharge));
        Assert.Equal(["payment-document.issued", "payment.recorded"], await Types(taxes, revenueType: Town.Fees));
        var ofSchool = Assert.Single((await everyone.Webhooks.FindEventsAsync(department: Town.SchoolOffice)).Items);
        Assert.Equal((school.Id, Town.SchoolOffice), (ofSchool.Data["documentId"].GetString(), ofSchool.Department));
        Assert.Equal([Town.Fees], ofSchool.RevenueTypes);
        Assert.Empty((await taxes.Webhooks.FindEventsAsync(department: Town.SchoolOffice)).Items);
    }

    [OnEachDatabase]
    public async Task A_reader_gets_the_events_from_a_moment_up_to_another(Engine engine)
    {
        await Open(engine);
        var noon = town.Api.Clock.GetCurrentInstant();
        for (var minute = 0; minute < 5; minute++)
        {
            await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
            town.Api.Clock.AdvanceMinutes(1);
        }

        Assert.Equal(5, (await taxes.Webhooks.FindEventsAsync(since: "2026-11-23T12:00:00+01:00")).Items.Count);
        var between = await taxes.Webhooks.FindEventsAsync(since: "2026-11-23T11:01:00Z", until: "2026-11-23T11:03:00Z");
        Assert.Equal([noon + Duration.FromMinutes(1), noon + Duration.FromMinutes(2)], between.Items.Select(one => one.Timestamp));
        Assert.Null(between.NextCursor);
        Assert.Empty((await taxes.Webhooks.FindEventsAsync(since: "2026-11-24T00:00:00Z")).Items);
        Assert.Empty((await taxes.Webhooks.FindEventsAsync(until: "2026-11-23T11:00:00Z")).Items);
    }

    [OnEachDatabase]
    public async Task A_cursor_belongs_to_its_filters(Engine engine)
    {
        await Open(engine);
        await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        town.Api.Clock.AdvanceSeconds(6);
        var cursor = (await taxes.Webhooks.FindEventsAsync(type: "payment.*")).ResumeCursor;

        Assert.Empty((await taxes.Webhooks.FindEventsAsync(type: "payment.*", cursor: cursor)).Items);
        foreach (
            var read in (Func<Task<WebhookEventPage>>[])
                [
                    () => taxes.Webhooks.FindEventsAsync(cursor: cursor),
                    () => taxes.Webhooks.FindEventsAsync(type: "payment-document.*", cursor: cursor),
                    () => taxes.Webhooks.FindEventsAsync(type: "payment.*", revenueType: Town.Fees, cursor: cursor),
                    () => taxes.Webhooks.FindEventsAsync(type: "payment.*", since: "2026-11-23T11:00:00Z", cursor: cursor),
                ]
        )
        {
            Assert.Equal("invalid-cursor", (await Assert.ThrowsAsync<RiscossioneException>(read)).Code);
        }
    }

    [Fact]
    public async Task An_unknown_type_or_an_unreadable_moment_is_refused_by_its_name()
    {
        await Open(Engine.Sqlite);

        var refused = await Assert.ThrowsAsync<RiscossioneException>(() =>
            taxes.Webhooks.FindEventsAsync(type: "payments.*", since: "ieri", until: "2026-11-23T11:00:00")
        );

        Assert.Equal("validation-failed", refused.Code);
        Assert.Equal(["/type", "/since", "/until"], refused.Errors.Select(one => one.Pointer));
    }

    [OnEachDatabase]
    public async Task A_rare_event_is_found_in_a_long_history_page_by_page(Engine engine)
    {
        await Open(engine);
        var department = await DepartmentId(Town.TaxOffice);
        await Append(12_000, department, new Announced.DocumentIssued());
        await Append(1, department, new Announced.PaymentDuplicateDetected());
        town.Api.Clock.AdvanceSeconds(6);

        var pages = new List<WebhookEventPage> { await taxes.Webhooks.FindEventsAsync(type: EventTypes.PaymentDuplicateDetected) };
        while (pages[^1].NextCursor is { } next)
        {
            pages.Add(await taxes.Webhooks.FindEventsAsync(type: EventTypes.PaymentDuplicateDetected, cursor: next));
        }

        Assert.Equal([0, 0, 1], pages.Select(page => page.Items.Count));
        var resumed = await taxes.Webhooks.FindEventsAsync(type: EventTypes.PaymentDuplicateDetected, cursor: pages[^1].ResumeCursor);
        Assert.Empty(resumed.Items);
        Assert.Null(resumed.NextCursor);
    }

    [OnEachDatabase]
    public async Task What_wakes_a_reader_is_what_it_reads(Engine engine)
    {
        await Open(engine);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string?[] departments = [await DepartmentId(Town.TaxOffice), await DepartmentId(Town.SchoolOffice), null];
        for (var at = 0; at < 40; at++)
        {
            string[] revenueTypes = [.. new[] { Town.Fees, Town.Rent, Town.WasteTax }.Where(_ => random.Next(2) == 0)];
            IWebhookEvent what = random.Next(3) switch
            {
                0 => new Announced.PaymentRecorded(),
                1 => new Announced.PaymentDuplicateDetected(),
                _ => new Announced.DocumentIssued(),
            };
            await Append(1, departments[random.Next(3)], what, revenueTypes);
            town.Api.Clock.AdvanceSeconds(random.Next(3));
        }

        town.Api.Clock.AdvanceSeconds(6);
        var arrived = await Arrived();
        for (var at = 0; at < 60; at++)
        {
            var type = Pick("payment.recorded", "payment.*", "payment-document.*", "*");
            var (revenueType, department) = (Pick(Town.Fees, Town.Rent), Pick(Town.TaxOffice, Town.SchoolOffice));
            var (since, until) = (Pick("2026-11-23T11:00:10Z"), Pick("2026-11-23T11:00:30Z"));
            var isWide = random.Next(2) == 0;
            var caller = new Caller(
                "test",
                Sample.CodeOf(Sample.Organization),
                isWide || !Api.Kernel.Id.TryParse(departments[0], out var own) ? null : own,
                new HashSet<string>(StringComparer.Ordinal)
            );
            var filter = EventFilter.Of(caller, type, revenueType, department, since, until);

            var read = await (isWide ? everyone : taxes).Webhooks.FindEventsAsync(null, null, type, revenueType, department, since, until);

            var (covered, given) = (arrived.Where(filter.Covers).Select(e => e.Id).ToList(), read.Items.Select(one => one.Id).ToList());
            Assert.True(
                covered.SequenceEqual(given),
                $"Seed {seed}, {filter}: it covers {string.Join(' ', covered)}, and the page has {string.Join(' ', given)}."
            );
        }

        string? Pick(params string[] values) => random.Next(values.Length + 1) is var at && at < values.Length ? values[at] : null;
    }

    private static async Task<IReadOnlyList<string>> Types(RiscossioneClient reader, string? type = null, string? revenueType = null) =>
        [.. (await reader.Webhooks.FindEventsAsync(type: type, revenueType: revenueType)).Items.Select(one => one.Type)];

    private async Task Open(Engine engine)
    {
        town = new Town(new TestDatabase(engine));
        await town.InitializeAsync();
        taxes = await town.Client(Town.TaxOffice, "webhooks:manage");
        everyone = await town.Client(department: null, "webhooks:manage");
    }

    private Task<string?> DepartmentId(string code) =>
        town.Db.Read(
            sql =>
                sql.Value<string>(
                    "SELECT Id FROM Departments WHERE OrganizationFiscalCode = @Organization AND Code = @code",
                    new { Sample.Organization, code }
                ),
            CancellationToken.None
        );

    private Task Append(int count, string? department, IWebhookEvent what, params string[] revenueTypes)
    {
        var now = town.Api.Clock.GetCurrentInstant();
        Api.Kernel.Id? departmentId = Api.Kernel.Id.TryParse(department, out var id) ? id : null;
        var organization = Sample.CodeOf(Sample.Organization);
        var e = what switch
        {
            Announced.PaymentRecorded recorded => OutboxEvent.Of(organization, departmentId, recorded, now),
            Announced.PaymentDuplicateDetected duplicate => OutboxEvent.Of(organization, departmentId, duplicate, now),
            _ => OutboxEvent.Of(organization, departmentId, new Announced.DocumentIssued(), now),
        };
        return town.Db.Transact(
            sql => Outbox.Append(sql, [.. Enumerable.Repeat(e with { RevenueTypes = revenueTypes }, count)]),
            CancellationToken.None
        );
    }

    private Task<IReadOnlyList<ArrivedEvent>> Arrived() =>
        town.Db.Read(
            sql =>
                sql.Rows<ArrivedEvent>(
                    """
                    SELECT e.Id, e.OrganizationFiscalCode AS Organization, e.DepartmentId, d.Code AS Department, e.Type,
                           e.RevenueTypes AS StoredRevenueTypes, e.OccurredAt
                      FROM Events e
                      LEFT JOIN Departments d ON d.Id = e.DepartmentId
                     WHERE e.OrganizationFiscalCode = @Organization
                     ORDER BY e.Id
                    """,
                    new { Sample.Organization }
                ),
            CancellationToken.None
        );
}
