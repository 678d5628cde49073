using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Webhooks;
using NodaTime;

namespace Lecce.Riscossione.Tests.Walkthroughs;

/// <summary>The main use of the program, from the first key to the last cent, through the C# client.</summary>
public sealed class FirstPaymentWalkthrough(ApiHost api) : IClassFixture<ApiHost>
{
    private const long TariCents = 28_800;
    private const long TefaCents = 1_440;
    private const string Province = "99000010753";

    [Fact]
    public async Task A_debt_is_issued_verified_paid_by_installments_and_announced()
    {
        // The administrator gives the department's system a key, and the system registers for webhooks.
        using var administrator = Client(api.AdminKey);
        var key = await administrator.ApiKeys.IssueAsync(
            new NewApiKey
            {
                Name = "Gestionale tributi",
                Organization = Psp.Lecce,
                Department = "tributi",
                Scopes = [Scopes.DocumentsRead, Scopes.DocumentsWrite, Scopes.PaymentsRead, Scopes.ReceiptsRead, Scopes.WebhooksManage],
            }
        );
        using var department = Client(key.Key);
        await using var receiver = await Receiver.Start();
        var endpoint = await department.Webhooks.RegisterEndpointAsync(
            new NewWebhookEndpoint { Url = receiver.Url, EventTypes = [EventTypes.PaymentRecorded] }
        );

        // It issues the year's TARI with TEFA for the Province: at once, or in three installments.
        var document = await department.PaymentDocuments.IssueAsync(TariRequest("TARI-2026-000001"));
        var single = document.Options.Single(option => option.Kind == "single").Installments.Single();
        var installments = document.Options.Single(option => option.Kind == "installments").Installments;
        Assert.Equal("issued", document.State);
        Assert.Equal(TariCents + TefaCents, document.ResidualCents);
        Assert.Equal([10_080, 10_080, 10_080], installments.Select(one => one.AmountCents));
        Assert.All(installments.Append(single), one => Assert.True(one.Payable));

        // A PSP finds each notice payable, for its own amount.
        var psp = new Psp(api.Client());
        foreach (var installment in installments.Append(single))
        {
            var verified = await psp.Verify(installment.NoticeNumber);
            Assert.Equal(("OK", Euro(installment.AmountCents)), (verified.Outcome, verified["amount"]));
        }

        // It activates the first installment: the money is split between the municipality and the Province.
        var first = installments.First();
        var activated = await psp.GetV2(first.NoticeNumber);
        Assert.Equal("100.80", activated["paymentAmount"]);
        Assert.Equal([("96.00", Psp.Lecce), ("4.80", Province)], activated.Transfers.Select(one => (one.Amount, one.FiscalCodePa)));

        // The receipt arrives: that installment is paid, the single option is closed, the document is paid in part.
        Assert.Equal("OK", (await psp.SendReceiptV2(Receipt("rt-1", first))).Outcome);
        document = await department.PaymentDocuments.ReadAsync(document.Id);
        Assert.Equal(("partially-paid", 20_160L), (document.State, document.ResidualCents));
        Assert.True(document.Options.Single(option => option.Kind == "single").Closed);
        Assert.Equal("PAA_PAGAMENTO_DUPLICATO", (await psp.Verify(single.NoticeNumber)).Fault);
        Assert.Equal("PAA_PAGAMENTO_DUPLICATO", (await psp.Verify(first.NoticeNumber)).Fault);

        // The ledger says the same, item by item, and so does the timeline, whose chain holds.
        var movements = (await department.PaymentDocuments.ReadMovementsAsync(document.Id)).Items;
        Assert.Equal(
            [(1, "charge", TariCents), (2, "charge", TefaCents), (1, "payment", -9_600), (2, "payment", -480)],
            movements.Select(one => (one.ItemOrdinal, one.Kind, one.AmountCents))
        );
        var timeline = await department.PaymentDocuments.ReadTimelineAsync(document.Id);
        Assert.True(timeline.ChainVerified);
        Assert.Equal(["issued", "payment-recorded", "options-closed"], timeline.Items.Select(one => one.Type));

        // A signed webhook informs the department.
        await receiver.WaitForOne();
        var delivered = Assert.Single(receiver.Received);
        var received = new WebhookVerifier(endpoint.Secret, new FixedTime(api.Clock.GetCurrentInstant())).Verify(
            name => delivered.Headers[name].ToString(),
            System.Text.Encoding.UTF8.GetBytes(delivered.Body)
        );
        Assert.Equal(EventTypes.PaymentRecorded, received.Type);
        Assert.Equal(document.Id, received.Data["documentId"].GetString());
        Assert.Equal(10_080, received.Data["amountCents"].GetInt64());

        // The remaining receipts arrive: paid, to the last cent.
        await psp.SendReceiptV2(Receipt("rt-2", installments.ElementAt(1)));
        await psp.SendReceiptV2(Receipt("rt-3", installments.ElementAt(2)));
        document = await department.PaymentDocuments.ReadAsync(document.Id);
        Assert.Equal(("paid", 0L), (document.State, document.ResidualCents));
        Assert.All(document.Items, item => Assert.Equal(0, item.ResidualCents));
        foreach (var installment in installments.Append(single))
        {
            Assert.Equal("PAA_PAGAMENTO_DUPLICATO", (await psp.Verify(installment.NoticeNumber)).Fault);
        }

        // Every receipt can be downloaded, byte for byte.
        var receipts = await department.Receipts.FindAsync(noticeNumber: first.NoticeNumber);
        using var content = await department.Receipts.DownloadAsync(Assert.Single(receipts.Items).Id);
        Assert.Equal(
            psp.Envelope("paSendRTV2Request", Receipt("rt-1", first).Xml(Psp.Lecce)),
            await new StreamReader(content.Content).ReadToEndAsync()
        );
    }

    private RiscossioneClient Client(string key) => new(api.Client(), new RiscossioneOptions { ApiKey = key });

    private static IssuePaymentDocumentRequest TariRequest(string externalId) =>
        new()
        {
            ExternalId = externalId,
            Subject = "TARI 2026 – Tassa sui rifiuti",
            Debtor = new Debtor
            {
                Kind = "F",
                FiscalCode = "RSSMRA45C12F205C",
                FullName = "Mario Rossi",
                Street = "Via Umberto I",
                CivicNumber = "13",
                PostalCode = "73100",
                City = "Lecce",
                Province = "LE",
                Country = "IT",
            },
            Items =
            [
                new DebtItemRequest
                {
                    RevenueType = "tari",
                    Year = 2026,
                    AmountCents = TariCents,
                },
                new DebtItemRequest
                {
                    RevenueType = "tefa",
                    Year = 2026,
                    AmountCents = TefaCents,
                },
            ],
            Options =
            [
                new PaymentOptionRequest { Kind = "single", DueOn = new LocalDate(2026, 12, 16) },
                new PaymentOptionRequest
                {
                    Kind = "installments",
                    Plan = new InstallmentPlan
                    {
                        Count = 3,
                        FirstDueOn = new LocalDate(2026, 12, 16),
                        EveryMonths = 2,
                    },
                },
            ],
        };

    private static ReceiptStory Receipt(string id, Installment installment) =>
        new(id, installment.NoticeNumber!, installment.AmountCents) { Second = (Province, 480) };

    private static string Euro(long cents) => Lecce.Riscossione.Api.Kernel.Amount.ToDecimalText(cents);

    private sealed class FixedTime(Instant now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToDateTimeOffset();
    }
}
