using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Contract;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.NoticeBatches;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using static System.FormattableString;
using AnnounceCheckouts = Lecce.Riscossione.Api.Checkouts.AnnounceCheckouts;

namespace Lecce.Riscossione.Tests.Timeline;

/// <summary>The stored text of every event. The hash chain covers it and receivers read it: members, names and order stay.</summary>
public sealed partial class StoredEventsTests(Town town) : IClassFixture<Town>
{
    private static readonly JsonObject Document = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!.AsObject();
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Timeline = """
        ID-1 1 drafted {"amountCents":10000}
        ID-1 2 issued {"amountCents":10000,"noticeNumbers":["NOTICE-1","NOTICE-2"]}
        ID-1 3 payment-recorded {"paymentId":"ID-2","channel":"counter","noticeNumber":"NOTICE-1","amountCents":7000,"appliedCents":7000,"outcome":"exact","reason":null,"state":"paid","residualCents":0,"standIn":false,"origin":"office"}
        ID-1 4 options-closed {"chosenOption":1,"closedOptions":[2]}
        ID-1 5 reduction-granted {"reductionCents":3000}
        ID-1 6 payment-recorded {"paymentId":"ID-3","channel":"counter","noticeNumber":"NOTICE-2","amountCents":10000,"appliedCents":0,"outcome":"duplicate","reason":null,"state":"paid","residualCents":0,"standIn":false,"origin":"office"}
        ID-4 1 issued {"amountCents":10000,"noticeNumbers":["NOTICE-3"]}
        ID-4 2 cancelled {"reason":"Emesso per errore"}
        ID-5 1 issued {"amountCents":10001,"noticeNumbers":["NOTICE-4","NOTICE-5","NOTICE-6"]}
        ID-5 2 replaced {"reason":"Caricamento ID-6","replacedBy":"ID-7"}
        ID-7 1 issued {"amountCents":5000,"noticeNumbers":["NOTICE-7","NOTICE-8","NOTICE-9"]}
        ID-8 1 issued {"amountCents":10000,"noticeNumbers":["NOTICE-10"]}
        ID-8 2 account-moved {"revenueType":"CANONI","fromIban":"IT80H0306916000000000000004","toIban":"IT94L0306916000000000000040","installments":[1],"reason":"Nuova tesoreria"}
        ID-8 3 notice-issued {"batchId":"ID-9","sha256":"DIGEST-1"}
        """;

    private const string Webhooks = """
        payment-document.issued {"documentId":"ID-1","externalId":"D-1","state":"issued","amountCents":10000}
        payment.recorded {"paymentId":"ID-2","channel":"counter","noticeNumber":"NOTICE-1","amountCents":7000,"appliedCents":7000,"outcome":"exact","documentId":"ID-1","externalId":"D-1","documentState":"paid","residualCents":0,"standIn":false,"origin":"office"}
        payment.recorded {"paymentId":"ID-3","channel":"counter","noticeNumber":"NOTICE-2","amountCents":10000,"appliedCents":0,"outcome":"duplicate","documentId":"ID-1","externalId":"D-1","documentState":"paid","residualCents":0,"standIn":false,"origin":"office"}
        payment.duplicate-detected {"paymentId":"ID-3","channel":"counter","noticeNumber":"NOTICE-2","amountCents":10000,"appliedCents":0,"outcome":"duplicate","documentId":"ID-1","externalId":"D-1","documentState":"paid","residualCents":0,"standIn":false,"origin":"office"}
        payment.recorded {"paymentId":"ID-4","channel":"counter","noticeNumber":"NOTICE-3","amountCents":100,"appliedCents":0,"outcome":"unmatched","documentId":null,"externalId":null,"documentState":null,"residualCents":null,"standIn":false,"origin":"office"}
        payment-document.issued {"documentId":"ID-5","externalId":"D-2","state":"issued","amountCents":10000}
        payment-document.cancelled {"documentId":"ID-5","externalId":"D-2","state":"cancelled"}
        payment-document.issued {"documentId":"ID-6","externalId":"D-3-000001","state":"issued","amountCents":10001}
        bulk-load.completed {"bulkLoadId":"ID-7","state":"completed","mode":"continue-on-failure","rowsRead":1,"issued":0,"unchanged":0,"replaced":1,"cancelled":0,"rejected":0}
        payment-document.issued {"documentId":"ID-8","externalId":"D-4","state":"issued","amountCents":10000}
        checkout.paid {"checkoutId":"ID-9","externalId":"D-5","status":"paid"}
        checkout.unpaid {"checkoutId":"ID-10","externalId":"D-6","status":"unpaid"}
        """;

    [Fact]
    public async Task An_event_is_stored_with_the_same_text_by_every_version()
    {
        await TellAll();

        var timeline = await TimelineEvents();
        var webhooks = await WebhookEvents();
        Assert.Equal(Timeline, Fixed(string.Join('\n', timeline)));
        Assert.Equal(Webhooks, Fixed(string.Join('\n', webhooks)));
        var findings = new List<string>();
        timeline.ForEach(one => Check(one, Document["x-timeline-events"]![one.Type]!["schema"]!, findings));
        webhooks.ForEach(one => Check(one, DataOf(Document["x-webhooks"]![one.Type]!), findings));
        Findings.MustBeNone(findings);
    }

    [Fact]
    public async Task An_event_that_no_record_describes_any_more_is_still_read()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var at = town.Api.Clock.GetCurrentInstant() - Duration.FromHours(1);
        const string Data = """{"mergedInto":"01KAQZ6Y000000000000000001","note":null}""";
        var hash = Hash(new byte[32], [document.Id, 1, "merged", "api-key:1", InstantPattern.ExtendedIso.Format(at), Data]);
        await town.Db.Transact(
            async sql =>
            {
                await sql.Execute(
                    "UPDATE TimelineEvents SET Type = 'merged', Actor = 'api-key:1', OccurredAt = @at, Data = @Data, Hash = @hash WHERE DocumentId = @Id",
                    new
                    {
                        at,
                        Data,
                        hash,
                        document.Id,
                    }
                );
                await sql.Execute("UPDATE PaymentDocuments SET TimelineHash = @hash WHERE Id = @Id", new { hash, document.Id });
                await sql.Execute(
                    "UPDATE Events SET Type = 'payment-document.merged', OccurredAt = @at, Data = @Data WHERE Data LIKE @ofDocument",
                    new
                    {
                        at,
                        Data,
                        ofDocument = $"%{document.Id}%",
                    }
                );
            },
            CancellationToken.None
        );

        var timeline = await town.Taxes.PaymentDocuments.ReadTimelineAsync(document.Id);
        town.Api.Clock.AdvanceMinutes(1);
        using var receiver = await town.Client(Town.TaxOffice, "webhooks:manage");
        var told = Assert.Single((await receiver.Webhooks.FindEventsAsync(limit: 200)).Items, one => one.Type == "payment-document.merged");

        Assert.True(timeline.ChainVerified);
        Assert.Equal(("merged", Data), (timeline.Items[0].Type, timeline.Items[0].Data.GetRawText()));
        Assert.Equal("01KAQZ6Y000000000000000001", told.Data["mergedInto"].GetString());
    }

    /// <summary>The hash of an event, as the first version defined it.</summary>
    private static byte[] Hash(byte[] previous, object[] fields) =>
        SHA256.HashData([.. previous, .. JsonSerializer.SerializeToUtf8Bytes(fields, Relaxed)]);

    private static JsonNode DataOf(JsonNode webhook) =>
        webhook["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!["properties"]!["data"]!;

    private static void Check(StoredEvent one, JsonNode schema, List<string> findings) =>
        ExampleFit.Check(Document, one.Type, schema, JsonNode.Parse(one.Data), findings);

    /// <summary>One story in which everything happens that the program tells.</summary>
    private async Task TellAll()
    {
        using var office = await town.Client(null, "admin");
        var paid = Sample.Document();
        paid.ExternalId = "D-1";
        paid.Draft = true;
        paid.Options =
        [
            new()
            {
                Kind = "reduced",
                WithinDays = 5,
                AmountCents = 7_000,
            },
            Sample.Single(new LocalDate(2027, 1, 20)),
        ];
        var draft = await town.Taxes.PaymentDocuments.IssueAsync(paid);
        var issued = await town.Taxes.PaymentDocuments.PublishAsync(draft.Id);
        await town.Taxes.Payments.RecordAsync(Sample.Payment(issued.Options[0].Installments[0].NoticeNumber, 7_000));
        await town.Taxes.Payments.RecordAsync(Sample.Payment(issued.Options[1].Installments[0].NoticeNumber, 10_000));
        await town.Taxes.Payments.RecordAsync(Sample.Payment(NoticeNumber.Compose("47", 999).Value, 100));
        var cancelled = Sample.Document();
        cancelled.ExternalId = "D-2";
        var cancelledId = (await town.Taxes.PaymentDocuments.IssueAsync(cancelled)).Id;
        await town.Taxes.PaymentDocuments.CancelAsync(cancelledId, new CancelPaymentDocumentRequest { Reason = "Emesso per errore" });

        var loaded = Loads.Tax("D-3", 1);
        await town.Taxes.PaymentDocuments.IssueAsync(loaded);
        loaded.Items = [Sample.Item(5_000, Town.WasteTax)];
        await town.Taxes.Load(Loads.Ndjson(Loads.Line(loaded)), action: "replace");

        var moved = Sample.Document(revenueType: Town.Rent);
        moved.ExternalId = "D-4";
        var movedId = (await town.Taxes.PaymentDocuments.IssueAsync(moved)).Id;
        await Exchange(Sample.Iban(40));
        var move = new MoveRevenueTypeAccountRequest { FromIban = Sample.Iban(4), Reason = "Nuova tesoreria" };
        await office.RevenueTypes.MoveAccountAsync(Sample.Organization, Town.Rent, move);
        using var printer = await town.Client(Town.TaxOffice, "admin");
        await printer.Print(new CreateNoticeBatchRequest { DocumentIds = [movedId] });
        await Open("D-5", issued.Options[0].Installments[0].NoticeNumber!);
        await Open("D-6", (await town.Taxes.PaymentDocuments.ReadAsync(movedId)).Options[0].Installments[0].NoticeNumber!);
    }

    /// <summary>Stores a checkout whose time is over, and announces what became of it.</summary>
    private async Task Open(string externalId, string noticeNumber)
    {
        var now = town.Api.Clock.GetCurrentInstant();
        var row = new
        {
            id = Id.New(now),
            Sample.Organization,
            externalId,
            hash = new byte[32],
            now,
            expiresAt = now - Duration.FromMinutes(31),
            noticeNumber,
        };
        await town.Db.Transact(
            async sql =>
            {
                await sql.Execute(
                    """
                    INSERT INTO Checkouts
                        (Id, OrganizationFiscalCode, Actor, ExternalId, ContentHash, State, Carts, AskedAt, CreatedAt, ExpiresAt)
                    VALUES (@id, @Organization, 'api-key:1', @externalId, @hash, 'open', 1, @now, @now, @expiresAt)
                    """,
                    row
                );
                await sql.Execute(
                    """
                    INSERT INTO CheckoutNotices (CheckoutId, Ordinal, OrganizationFiscalCode, NoticeNumber, AmountCents)
                    VALUES (@id, 1, @Organization, @noticeNumber, 100)
                    """,
                    row
                );
            },
            CancellationToken.None
        );
        await town.Api.Services.GetRequiredService<AnnounceCheckouts>().Run(CancellationToken.None);
    }

    private Task Exchange(string iban) =>
        town.Db.Transact(
            sql => sql.Execute("UPDATE RevenueTypes SET Iban = @iban WHERE Code = @Rent", new { iban, Town.Rent }),
            CancellationToken.None
        );

    private Task<List<StoredEvent>> TimelineEvents() =>
        Read(
            """
            SELECT t.DocumentId, t.Ordinal, t.Type, t.Data
              FROM TimelineEvents t
             INNER JOIN PaymentDocuments d ON d.Id = t.DocumentId
             WHERE d.ExternalId LIKE 'D-%'
             ORDER BY d.ExternalId, d.Id, t.Ordinal
            """
        );

    private Task<List<StoredEvent>> WebhookEvents() =>
        Read("SELECT Type, Data FROM Events WHERE Type <> 'payment-document.merged' AND Data NOT LIKE '%\"T-%' ORDER BY Id");

    private async Task<List<StoredEvent>> Read(string query) =>
        [.. await town.Db.Read(sql => sql.Rows<StoredEvent>(query), CancellationToken.None)];

    /// <summary>What differs from run to run is counted instead, in the order in which it appears.</summary>
    private static string Fixed(string text)
    {
        text = Counted(text, Ulid(), "ID");
        text = Counted(text, Notice(), "NOTICE");
        return Counted(text, Digest(), "DIGEST");
    }

    private static string Counted(string text, Regex varying, string name)
    {
        var seen = new List<string>();
        return varying.Replace(
            text,
            match =>
            {
                if (!seen.Contains(match.Value))
                {
                    seen.Add(match.Value);
                }

                return Invariant($"{name}-{seen.IndexOf(match.Value) + 1}");
            }
        );
    }

    [GeneratedRegex("01[0-9A-HJKMNP-TV-Z]{24}", RegexOptions.None, 1_000)]
    private static partial Regex Ulid();

    [GeneratedRegex("(?<=\")347[0-9]{15}(?=\")", RegexOptions.None, 1_000)]
    private static partial Regex Notice();

    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.None, 1_000)]
    private static partial Regex Digest();

    private sealed record StoredEvent
    {
        public string? DocumentId { get; init; }
        public int? Ordinal { get; init; }
        public string Type { get; init; } = "";
        public string Data { get; init; } = "";

        public override string ToString() => Invariant($"{DocumentId} {Ordinal} {Type} {Data}").TrimStart();
    }
}
