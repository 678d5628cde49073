using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

/// <summary>Which stamps a document may ask for, and one stamp for one document at a time.</summary>
public sealed class StampClaimTests(NodeHost node) : IClassFixture<NodeHost>
{
    [Fact]
    public async Task A_stamp_is_a_transfer_of_its_own_without_an_account()
    {
        var (first, second) = (StampStory.NewHash(), StampStory.NewHash());

        var document = await node.Issue(story: request =>
            request.Items = [NodeHost.Item("canone-unico", 5_000), StampStory.Item(first), StampStory.Item(second)]
        );

        Assert.Equal((8_200L, "issued"), (document.AmountCents, document.State));
        Assert.Equal([null, first, second], document.Items.Select(item => item.Stamp?.DocumentHash));
        Assert.Equal(
            [("9/0101107TS/", 5_000L, null), ("9/0115103TS/", 1_600L, first), ("9/0115103TS/", 1_600L, second)],
            document.Single().Transfers.Select(transfer => (transfer.TaxonomyCode, transfer.AmountCents, transfer.Stamp?.DocumentHash))
        );
        Assert.All(
            document.Single().Transfers.Skip(1),
            transfer => Assert.Equal(("", Psp.Lecce), (transfer.Beneficiary.Iban, transfer.Beneficiary.FiscalCode))
        );
        Assert.Equivalent(await node.Read(document), document, strict: true);
    }

    [Theory]
    [InlineData("hex", "/items/0/stamp/documentHash", "document-hash-invalid")]
    [InlineData("bits", "/items/0/stamp/documentHash", "document-hash-invalid")]
    [InlineData("province", "/items/0/stamp/province", "province-invalid")]
    [InlineData("amount", "/items/0/amountCents", "stamp-amount-differs")]
    [InlineData("missing", "/items/0/stamp", "stamp-missing")]
    [InlineData("misplaced", "/items/0/stamp", "stamp-misplaced")]
    [InlineData("beneficiary", "/items/0/beneficiary", "stamp-beneficiary")]
    [InlineData("twice", "/items", "stamp-repeated")]
    [InlineData("plan", "/options", "stamp-not-divisible")]
    [InlineData("reduced", "/options", "stamp-not-divisible")]
    public async Task What_cannot_be_a_stamp_is_refused_by_its_place(string wrong, string pointer, string code)
    {
        var refused = await node.Issue(story: request => Spoil(request, wrong))
            .Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Contains((pointer, code), refused.Problem!.Errors!.Select(error => (error.Pointer, error.Code)));
    }

    [Fact]
    public async Task Five_transfers_are_all_that_pagopa_carries()
    {
        await node.Issue(story: request =>
                request.Items = [
                    NodeHost.Item("canone-unico", 1),
                    .. Enumerable.Range(0, 5).Select(_ => StampStory.Item(StampStory.NewHash())),
                ]
            )
            .Refused(HttpStatusCode.UnprocessableEntity, "too-many-transfers");
    }

    [Fact]
    public async Task A_document_is_stamped_once_until_the_other_request_is_cancelled()
    {
        var hash = StampStory.NewHash();
        var first = await Stamped(hash);
        await Stamped(hash).Refused(HttpStatusCode.Conflict, "stamp-exists");
        using var office = node.Office();

        await office.PaymentDocuments.CancelAsync(first.Id, new() { Reason = "Chiesta per errore" });
        var second = await Stamped(hash);
        await node.Psp.SendReceiptV2(StampStory.Receipt(node.NewName("rt"), second, StampStory.Sell(hash)));

        Assert.Equal("paid", (await node.Read(second)).State);
        await Stamped(hash).Refused(HttpStatusCode.Conflict, "stamp-exists");
    }

    [Fact]
    public async Task An_expired_request_frees_its_stamp_and_its_late_money_is_still_taken()
    {
        var hash = StampStory.NewHash();
        var expired = await Stamped(hash, request => (request.DueOn, request.PayableUntil) = (null, new LocalDate(2026, 11, 20)));

        var again = await Stamped(hash);

        await Stamped(hash).Refused(HttpStatusCode.Conflict, "stamp-exists");
        await node.Psp.SendReceiptV2(StampStory.Receipt(node.NewName("rt"), expired, StampStory.Sell(hash)));
        Assert.Equal(("paid", "issued"), ((await node.Read(expired)).State, (await node.Read(again)).State));
    }

    [Fact]
    public async Task Of_many_requests_for_one_stamp_at_once_one_wins()
    {
        var hash = StampStory.NewHash();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Try(hash)));

        Assert.Equal([null, .. Enumerable.Repeat("stamp-exists", 7)], outcomes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_load_carries_stamps_and_refuses_the_second_for_one_document()
    {
        var hash = StampStory.NewHash();
        using var office = node.Office();
        var rows = Enumerable
            .Range(1, 3)
            .Select(number => Request(number == 3 ? StampStory.NewHash() : hash))
            .Select(request => Loads.Line(request) + "\n");

        var load = await office.BulkLoads.SendAsync(
            Loads.Ndjson(string.Concat(rows)),
            new BulkLoadSettings { Organization = Psp.Lecce, Department = "tributi" }
        );
        load = await office.BulkLoads.WaitForCompletionAsync(load.Id, TimeSpan.FromMilliseconds(50));

        Assert.Equal((2, 0, 0, 0, 1), load.Counts());
        Assert.Equal(
            (2L, "stamp-exists"),
            Assert.Single((await office.Results(load, BulkLoadOutcomes.Rejected)).Select(row => (row.Line, row.Code)))
        );
    }

    [Fact]
    public async Task A_replacement_keeps_the_stamp_of_the_document_that_it_replaces()
    {
        var hash = StampStory.NewHash();
        var request = Request(hash);
        using var office = node.Office();
        var former = await office.PaymentDocuments.IssueAsync(request);
        request.Subject = "Istanza corretta";

        var load = await office.BulkLoads.SendAsync(
            Loads.Ndjson(Loads.Line(request)),
            new BulkLoadSettings
            {
                Organization = Psp.Lecce,
                Department = "tributi",
                Action = "replace",
            }
        );
        load = await office.BulkLoads.WaitForCompletionAsync(load.Id, TimeSpan.FromMilliseconds(50));

        Assert.Equal((0, 0, 1, 0, 0), load.Counts());
        Assert.Equal("cancelled", (await node.Read(former)).State);
        await Stamped(hash).Refused(HttpStatusCode.Conflict, "stamp-exists");
    }

    [Fact]
    public async Task Less_than_the_whole_buys_no_part_of_a_stamp()
    {
        var document = await Stamped(StampStory.NewHash());

        var payment = await node.PayAtCounter(document.Single().NoticeNumber, 1_000);

        Assert.Equal(("unmatched", "partial-not-allowed"), (payment.Outcome, payment.Reason));
        Assert.Equal("issued", (await node.Read(document)).State);
    }

    [Fact]
    public async Task An_organization_has_one_revenue_type_of_stamps_and_it_is_a_plain_one()
    {
        using var office = node.Office();

        await Register(office, allowsPartialPayment: false).Refused(HttpStatusCode.Conflict, "stamp-type-exists");
        await Register(office, allowsPartialPayment: true).Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    private static Task<RevenueType> Register(RiscossioneClient office, bool allowsPartialPayment) =>
        office.RevenueTypes.CreateAsync(
            Psp.Lecce,
            new NewRevenueType
            {
                Code = "altre-marche",
                Name = "Altre marche",
                Category = "tax",
                TaxonomyCode = "9/0115103TS/",
                Iban = "IT91V0542811101000000506001",
                AllowsPartialPayment = allowsPartialPayment,
                StampAmountCents = 1_600,
            }
        );

    private Task<PaymentDocument> Stamped(string hash, Action<IssuePaymentDocumentRequest>? story = null) =>
        node.Issue(story: request =>
        {
            request.Items = [StampStory.Item(hash)];
            story?.Invoke(request);
        });

    private IssuePaymentDocumentRequest Request(string hash) =>
        new()
        {
            Organization = Psp.Lecce,
            Department = "tributi",
            ExternalId = node.NewName("BOLLO"),
            Subject = "Istanza",
            Debtor = new Debtor
            {
                Kind = "F",
                FiscalCode = "RSSMRA45C12F205C",
                FullName = "Mario Rossi",
            },
            Items = [StampStory.Item(hash)],
        };

    private async Task<string?> Try(string hash)
    {
        try
        {
            await Stamped(hash);
            return null;
        }
        catch (RiscossioneException refused)
        {
            return refused.Code;
        }
    }

    private static void Spoil(IssuePaymentDocumentRequest request, string wrong)
    {
        var item = StampStory.Item(StampStory.NewHash());
        request.Items = [item];
        switch (wrong)
        {
            case "hex":
                item.Stamp!.DocumentHash = new string('a', 44);
                break;
            case "bits":
                // The same bytes, but with a bit beyond the last one.
                item.Stamp!.DocumentHash = $"{new string('A', 42)}B=";
                break;
            case "province":
                item.Stamp!.Province = "le";
                break;
            case "amount":
                item.AmountCents = 200;
                break;
            case "missing":
                item.Stamp = null;
                break;
            case "misplaced":
                item.RevenueType = "tari";
                break;
            case "beneficiary":
                item.Beneficiary = new Beneficiary
                {
                    FiscalCode = NodeHost.Province,
                    Name = "Provincia di Esempio",
                    Iban = "IT98S0542811101000000999001",
                };
                break;
            case "twice":
                request.Items = [item, item];
                break;
            case "plan":
                request.DueOn = null;
                request.Options =
                [
                    new()
                    {
                        Kind = "installments",
                        Plan = new InstallmentPlan
                        {
                            Count = 2,
                            FirstDueOn = new LocalDate(2026, 12, 16),
                            EveryMonths = 1,
                        },
                    },
                ];
                break;
            default:
                request.DueOn = null;
                request.Options =
                [
                    new() { Kind = "single" },
                    new()
                    {
                        Kind = "reduced",
                        AmountCents = 1_000,
                        WithinDays = 5,
                    },
                ];
                break;
        }
    }
}
