using System.Net;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>Every fault that the Node may be given about a notice, each reached by what really leads there.</summary>
public sealed class NodeFaultTests(NodeHost node) : IClassFixture<NodeHost>
{
    [Fact]
    public void Every_reason_why_a_notice_is_not_payable_has_its_fault() =>
        Assert.Equal(
            new Dictionary<NotPayable, string>
            {
                [NotPayable.Unknown] = "PAA_PAGAMENTO_SCONOSCIUTO",
                [NotPayable.NotYetValid] = "PAA_PAGAMENTO_SCONOSCIUTO",
                [NotPayable.AlreadyPaid] = "PAA_PAGAMENTO_DUPLICATO",
                [NotPayable.ClosedByAnotherOption] = "PAA_PAGAMENTO_DUPLICATO",
                [NotPayable.Expired] = "PAA_PAGAMENTO_SCADUTO",
                [NotPayable.Cancelled] = "PAA_PAGAMENTO_ANNULLATO",
                [NotPayable.Suspended] = "PAA_PAGAMENTO_ANNULLATO",
            },
            Enum.GetValues<NotPayable>().ToDictionary(reason => reason, reason => AnswerNotice.RefusalOf(reason).Fault.Code)
        );

    [Theory]
    [InlineData("99000010753")] // right check digit, not in this installation
    [InlineData("80008510755")] // wrong check digit
    [InlineData("comune-di-lecce")]
    public async Task An_organization_that_is_not_here_is_a_wrong_domain(string organization)
    {
        var document = await node.Issue();
        var envelope = node
            .Psp.Envelope("paVerifyPaymentNoticeReq", node.Psp.QrCode(document.Single().NoticeNumber))
            .Replace($"<idPA>{Psp.Lecce}</idPA>", $"<idPA>{organization}</idPA>", StringComparison.Ordinal);

        var answer = await node.Psp.SendRaw("paVerifyPaymentNotice", envelope);

        Assert.Equal((HttpStatusCode.OK, "PAA_ID_DOMINIO_ERRATO", organization), (answer.Status, answer.Fault, answer["id"]));
    }

    [Fact]
    public async Task A_notice_of_another_creditor_than_the_addressee_is_a_wrong_domain()
    {
        var document = await node.Issue();
        var qrCode = node.Psp.QrCode(document.Single().NoticeNumber).Replace(Psp.Lecce, NodeHost.Province, StringComparison.Ordinal);

        var answer = await node.Psp.SendRaw("paVerifyPaymentNotice", node.Psp.Envelope("paVerifyPaymentNoticeReq", qrCode));

        Assert.Equal("PAA_ID_DOMINIO_ERRATO", answer.Fault);
    }

    [Theory]
    [InlineData("paVerifyPaymentNotice", "paVerifyPaymentNoticeReq")]
    [InlineData("paGetPayment", "paGetPaymentReq")]
    [InlineData("paGetPaymentV2", "paGetPaymentV2Request")]
    public async Task Another_broker_or_station_gets_its_own_fault(string operation, string rootElement)
    {
        var qrCode = node.Psp.QrCode((await node.Issue()).Single().NoticeNumber);

        var otherBroker = await node.Psp.SendRaw(operation, node.Psp.Envelope(rootElement, qrCode, broker: "15376371009"));
        var otherStation = await node.Psp.SendRaw(operation, node.Psp.Envelope(rootElement, qrCode, station: $"{Psp.Lecce}_02"));

        Assert.Equal("PAA_ID_INTERMEDIARIO_ERRATO", otherBroker.Fault);
        Assert.Equal("PAA_STAZIONE_INT_ERRATA", otherStation.Fault);
    }

    [Fact]
    public async Task A_receipt_for_another_organization_gets_its_fault_and_leaves_nothing()
    {
        var receiptId = node.NewName("rt");
        var content = (await node.Issue()).Single().Receipt(receiptId).Xml(Psp.Lecce);
        var envelope = node.Psp.Envelope("paSendRTReq", content);
        var stranger = envelope.Replace($"<idPA>{Psp.Lecce}</idPA>", "<idPA>77777777777</idPA>", StringComparison.Ordinal);

        Assert.Equal("PAA_ID_DOMINIO_ERRATO", (await node.Psp.SendRaw("paSendRT", stranger)).Fault);
        Assert.Empty(await node.ReceiptsOf(receiptId));
    }

    [Theory]
    [InlineData(null, "altra")]
    [InlineData("15376371009", "altra")]
    public async Task A_receipt_that_names_the_former_broker_or_station_of_an_organization_is_recorded(string? broker, string station)
    {
        var receiptId = node.NewName("rt");
        var content = (await node.Issue()).Single().Receipt(receiptId).Xml(Psp.Lecce);

        var answer = await node.Psp.SendRaw("paSendRT", node.Psp.Envelope("paSendRTReq", content, broker, station));

        Assert.Equal("OK", answer.Outcome);
        Assert.Single(await node.ReceiptsOf(receiptId));
    }

    [Theory]
    [InlineData("301000000000000000")]
    [InlineData("999999999999999999")]
    [InlineData("000000000000000000")]
    public async Task A_number_that_is_not_ours_is_unknown_even_when_it_cannot_be_a_notice_number(string noticeNumber) =>
        Assert.Equal("PAA_PAGAMENTO_SCONOSCIUTO", await Fault(noticeNumber));

    [Fact]
    public async Task A_draft_is_unknown_until_it_is_published()
    {
        var own = NoticeNumber.Compose("47", 4_242_424_242).Value;
        var draft = await node.Issue(story: request =>
        {
            request.Draft = true;
            request.DueOn = null;
            request.Options = [new() { Kind = "single", NoticeNumber = own }];
        });
        Assert.Equal("draft", draft.State);
        Assert.Equal("PAA_PAGAMENTO_SCONOSCIUTO", await Fault(own));

        using var office = node.Office();
        await office.PaymentDocuments.PublishAsync(draft.Id);

        Assert.Null(await Fault(own));
    }

    [Fact]
    public async Task A_notice_becomes_payable_at_midnight_in_Rome_of_its_first_day()
    {
        var document = await node.Issue(story: request => request.ValidFrom = new LocalDate(2026, 12, 1));
        var midnight = new LocalDateTime(2026, 12, 1, 0, 0).InZoneStrictly(Rome.Zone).ToInstant();

        Assert.Equal("PAA_PAGAMENTO_SCONOSCIUTO", await FaultAt(midnight - Duration.Epsilon, document.Single().NoticeNumber));
        Assert.Null(await FaultAt(midnight, document.Single().NoticeNumber));
    }

    [Fact]
    public async Task A_notice_expires_at_the_end_in_Rome_of_its_last_day_and_not_an_instant_before()
    {
        var document = await node.Issue(story: request => request.PayableUntil = new LocalDate(2026, 12, 31));
        var end = new LocalDateTime(2027, 1, 1, 0, 0).InZoneStrictly(Rome.Zone).ToInstant();

        Assert.Null(await FaultAt(end - Duration.Epsilon, document.Single().NoticeNumber));
        Assert.Equal("PAA_PAGAMENTO_SCADUTO", await FaultAt(end, document.Single().NoticeNumber));
    }

    [Fact]
    public async Task A_due_date_that_has_passed_does_not_make_a_notice_expire()
    {
        var document = await node.Issue();

        Assert.Null(await FaultAt(Instant.FromUtc(2028, 1, 1, 0, 0), document.Single().NoticeNumber));
    }

    [Fact]
    public async Task A_cancelled_notice_gets_the_fault_for_cancelled_notices()
    {
        var document = await node.Issue();
        using var office = node.Office();

        await office.PaymentDocuments.CancelAsync(document.Id, new() { Reason = "Emesso per errore" });

        Assert.Equal("PAA_PAGAMENTO_ANNULLATO", await Fault(document.Single().NoticeNumber));
    }

    [Fact]
    public async Task A_suspended_notice_is_not_payable_for_as_long_as_it_is_suspended()
    {
        var document = await node.Issue();
        using var office = node.Office();
        await office.PaymentDocuments.SuspendAsync(document.Id, new() { Kind = "request", Reason = "Istanza di riesame" });
        Assert.Equal("PAA_PAGAMENTO_ANNULLATO", await Fault(document.Single().NoticeNumber));

        await office.PaymentDocuments.ResumeAsync(document.Id, new() { Reason = "Riesame concluso" });

        Assert.Null(await Fault(document.Single().NoticeNumber));
    }

    [Fact]
    public async Task A_notice_paid_through_pagoPA_is_paid()
    {
        var document = await node.Issue();

        await node.Psp.SendReceiptV2(document.Single().Receipt(node.NewName("rt")));

        Assert.Equal("PAA_PAGAMENTO_DUPLICATO", await Fault(document.Single().NoticeNumber));
    }

    [Fact]
    public async Task A_notice_paid_at_the_counter_is_paid_for_the_very_next_question()
    {
        var document = await node.Issue();
        Assert.Null(await Fault(document.Single().NoticeNumber));

        var payment = await node.PayAtCounter(document.Single().NoticeNumber, 10_000);

        Assert.Equal(("exact", "PAA_PAGAMENTO_DUPLICATO"), (payment.Outcome, await Fault(document.Single().NoticeNumber)));
    }

    [Fact]
    public async Task Paying_one_option_makes_the_notices_of_the_others_paid_and_leaves_its_own()
    {
        var document = await node.Issue(story: request =>
        {
            request.DueOn = null;
            request.Options =
            [
                new() { Kind = "single", DueOn = new LocalDate(2026, 12, 16) },
                new()
                {
                    Kind = "installments",
                    Plan = new()
                    {
                        Count = 2,
                        FirstDueOn = new LocalDate(2026, 12, 16),
                        EveryMonths = 1,
                    },
                },
            ];
        });
        var installments = document.Options[1].Installments;

        await node.PayAtCounter(installments[0].NoticeNumber, installments[0].AmountCents);

        Assert.Equal("PAA_PAGAMENTO_DUPLICATO", await Fault(document.Single().NoticeNumber));
        Assert.Equal("PAA_PAGAMENTO_DUPLICATO", await Fault(installments[0].NoticeNumber));
        Assert.Null(await Fault(installments[1].NoticeNumber));
    }

    private async Task<string?> FaultAt(Instant instant, string? noticeNumber)
    {
        var before = node.Clock.GetCurrentInstant();
        node.Clock.Reset(instant);
        try
        {
            return await Fault(noticeNumber);
        }
        finally
        {
            node.Clock.Reset(before);
        }
    }

    /// <summary>What all three questions are answered: one fault, or none.</summary>
    private async Task<string?> Fault(string? noticeNumber)
    {
        NodeAnswer[] answers = [await node.Psp.Verify(noticeNumber), await node.Psp.Get(noticeNumber), await node.Psp.GetV2(noticeNumber)];
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        return Assert.Single(answers.Select(answer => answer.Fault).Distinct(StringComparer.Ordinal));
    }
}
